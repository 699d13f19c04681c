import { layers } from '@tensorflow/tfjs-layers';
import { drawn, type Network, network } from './network';

/**
 * Of images: four blocks of padding by 1, convolution, ReLU and max pooling: of 2 x 2 with 4 features each for images of less than 16 x 16, of 4 x 4 with
 * 4, 8, 16 and 32 for others.
 *
 * @example
 * ```ts
 * const model = convolutionalNetwork([8, 8, 1], 2, 1);
 * model.outputShape; // => [null, 2]
 * model.dispose();
 * ```
 */
export const convolutionalNetwork: Network = (shape, classes, seed) => {
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
