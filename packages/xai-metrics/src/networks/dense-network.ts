import { layers } from '@tensorflow/tfjs-layers';
import { sizeOf } from 'xai-base';
import { drawn, type Network, network } from './network';

/**
 * Four dense layers, each half as wide as the one before; 256, 256 and 64 wide for samples of more than 1024 features.
 *
 * @example
 * ```ts
 * const model = denseNetwork([8, 8, 1], 2, 1);
 * model.layers.map(({ outputShape }) => outputShape[1]); // => [64, 32, 16, 8, 2]
 * model.dispose();
 * ```
 */
export const denseNetwork: Network = (shape, classes, seed) => {
  const size = sizeOf(shape);
  const widths =
    size > 1024 ? [256, 256, 64] : [size / 2, size / 4, size / 8].map((width) => Math.max(8, Math.round(width)));
  const isRow = shape.length === 1;
  const hidden = widths.map((units, k) =>
    layers.dense({
      units,
      activation: 'relu',
      kernelInitializer: drawn(seed + k),
      ...(isRow && k === 0 && { inputShape: [...shape] }),
    }),
  );
  const last = layers.dense({ units: classes, kernelInitializer: drawn(seed + 9) });
  return network(...(isRow ? [] : [layers.flatten({ inputShape: [...shape] })]), ...hidden, last);
};
