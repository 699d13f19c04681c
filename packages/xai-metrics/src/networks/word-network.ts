import { layers } from '@tensorflow/tfjs-layers';
import { drawn, type Network, network } from './network';

/**
 * Of texts as ids: the words as vectors, a convolution over three of them, and the mean.
 *
 * @param words how many ids there are
 *
 * @example
 * ```ts
 * const model = wordNetwork(100)([20], 2, 1);
 * model.inputs[0].shape; // => [null, 20]
 * model.dispose();
 * ```
 */
export const wordNetwork =
  (words: number): Network =>
  ([length], classes, seed) =>
    network(
      layers.embedding({
        inputDim: words,
        outputDim: 12,
        inputLength: length,
        embeddingsInitializer: drawn(seed),
      }),
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
