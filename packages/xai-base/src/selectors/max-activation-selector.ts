import { argMax, oneHot, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import type { OutputSelector } from './output-selector';

/**
 * Selects the most activated output of each sample; of equal ones, the first.
 *
 * @example
 * ```ts
 * new MaxActivationSelector().select(tf.tensor2d([[1, 3, 2], [4, 4, 0]])); // => [[0, 1, 0], [1, 0, 0]]
 * ```
 */
export class MaxActivationSelector implements OutputSelector {
  select(output: Tensor): Tensor {
    return oneHot(argMax(output, -1) as Tensor1D, output.shape[1] as number, 1, 0, 'float32');
  }
}
