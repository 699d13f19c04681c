import { argMax, type Tensor } from '@tensorflow/tfjs-core';
import { oneHot } from './one-hot';
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
    return oneHot(argMax(output, -1), output.shape[1] as number);
  }
}
