import { layers } from '@tensorflow/tfjs-layers';
import { drawn, type Network, network } from './network';

/**
 * Of series: two convolutions over time, and the largest of each feature.
 *
 * @example
 * ```ts
 * const model = temporalNetwork([64, 3], 3, 1);
 * model.outputShape; // => [null, 3]
 * model.dispose();
 * ```
 */
export const temporalNetwork: Network = (shape, classes, seed) => {
  const along = (k: number) =>
    layers.conv1d({
      filters: 16,
      kernelSize: 7,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: drawn(seed + k),
      ...(k === 0 && { inputShape: [...shape] }),
    });
  const last = layers.dense({ units: classes, kernelInitializer: drawn(seed + 9) });
  return network(along(0), along(1), layers.globalMaxPooling1d({}), last);
};
