import { initializers, type LayersModel, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';

type Layer = Parameters<Sequential['add']>[0];
/** A network of a kind for a sample of some shape; its weights follow from the seed. */
export type Network = (shape: readonly number[], classes: number, seed: number) => LayersModel;

const drawn = (seed: number) => initializers.heNormal({ seed });

const network = (...list: Layer[]): LayersModel => sequential({ layers: list });

/** Samples as rows; those of tables are. */
const rows = (shape: readonly number[]) => (shape.length > 1 ? [layers.flatten({ inputShape: [...shape] })] : []);
const given = (shape: readonly number[]) => (shape.length > 1 ? {} : { inputShape: [...shape] });

/** Logistic regression, with an output a class. */
export const linear: Network = (shape, units, seed) =>
  network(
    layers.flatten({ inputShape: [...shape] }),
    layers.dense({ units, useBias: false, kernelInitializer: drawn(seed) }),
  );

/** Four dense layers, each half as wide as the one before; 256, 256 and 64 wide for images of 64 x 64. */
export const dense: Network = (shape, classes, seed) => {
  const size = shape.reduce((product, length) => product * length, 1);
  const widths =
    size > 1024 ? [256, 256, 64] : [size / 2, size / 4, size / 8].map((width) => Math.max(8, Math.round(width)));
  const hidden = widths.map((units, k) =>
    layers.dense({ units, activation: 'relu', kernelInitializer: drawn(seed + k), ...(k === 0 && given(shape)) }),
  );
  const last = layers.dense({ units: classes, kernelInitializer: drawn(seed + 9) });
  return network(...rows(shape), ...hidden, last);
};

/** Four blocks of padding by 1, convolution, ReLU and max pooling: of 2 x 2 with 4 features each for images of 8 x 8, of 4 x 4 with 4, 8, 16 and 32 for others. */
export const convolutional: Network = (shape, classes, seed) => {
  const isSmall = shape[0] < 16;
  const [kernelSize, features] = isSmall ? [2, [4, 4, 4, 4]] : [4, [4, 8, 16, 32]];
  const blocks = features.flatMap((filters, k) => [
    layers.zeroPadding2d({ padding: 1, ...(k === 0 && { inputShape: [...shape] }) }),
    layers.conv2d({ filters, kernelSize, activation: 'relu', kernelInitializer: drawn(seed + k) }),
    layers.maxPooling2d({ poolSize: 2 }),
  ]);
  const last = layers.dense({ units: classes, useBias: isSmall, kernelInitializer: drawn(seed + 9) });
  return network(...blocks, layers.flatten(), last);
};

/** Two convolutions over time, and the largest of each feature. */
export const temporal: Network = (shape, classes, seed) => {
  const along = (k: number, filters: number) =>
    layers.conv1d({
      filters,
      kernelSize: 7,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: drawn(seed + k),
      ...(k === 0 && { inputShape: [...shape] }),
    });
  const last = layers.dense({ units: classes, kernelInitializer: drawn(seed + 9) });
  return network(along(0, 16), along(1, 16), layers.globalMaxPooling1d({}), last);
};

/** The words of a text as vectors, a convolution over three of them, and the mean: as the shipped model of mails. */
export const ofWords =
  (words: number): Network =>
  (shape, classes, seed) =>
    network(
      layers.embedding({ inputDim: words, outputDim: 12, inputLength: shape[0] }),
      layers.conv1d({
        filters: 32,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: drawn(seed + 1),
      }),
      layers.globalAveragePooling1d({}),
      layers.dense({ units: classes, kernelInitializer: drawn(seed + 2) }),
    );
