import { argMax, type Tensor } from '@tensorflow/tfjs-core';
import { classesOf } from '../models/check-output';
import { oneHot } from './one-hot';
import type { OutputSelector } from './output-selector';

/**
 * Selects the most activated output of each sample; of equal ones, the first.
 *
 * @throws {ModelError} from `select`, for an output of rank 3 and more: which of its values is meant is not known
 *
 * @example
 * ```ts
 * new MaxActivationSelector().select(tf.tensor2d([[1, 3, 2], [4, 4, 0]])); // => [[0, 1, 0], [1, 0, 0]]
 * ```
 */
export class MaxActivationSelector implements OutputSelector {
  select(output: Tensor): Tensor {
    const classes = classesOf(output);
    return oneHot(argMax(output, -1), classes);
  }
}
