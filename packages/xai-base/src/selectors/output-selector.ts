import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * Says which output of each sample is explained. It turns an output batch into a mask of the same shape, so that no
 * value leaves the device: the explained quantity is `sum(mask * output)`, sample by sample.
 */
export interface OutputSelector {
  /** True when the mask depends on the output's shape alone, so that it is known before the model runs. */
  readonly byShape?: boolean;
  /**
   * A pure program of TensorFlow.js ops.
   *
   * @param output `[batch, classes]`, or of any rank
   * @returns a mask of the same shape: one-hot, or weights
   */
  select(output: Tensor): Tensor;
  /** The selector for the samples `begin` to `begin + size` of the batch; left out when all samples are treated alike. */
  slice?(begin: number, size: number): OutputSelector;
}

/**
 * The selector for the samples `begin` to `begin + size` of the batch.
 *
 * @example
 * ```ts
 * sliceSelector(new IndexSelector([2, 0]), 1, 1).select(tf.zeros([1, 3])); // => [[1, 0, 0]]
 * ```
 */
export function sliceSelector(selector: OutputSelector, begin: number, size: number): OutputSelector {
  return selector.slice?.(begin, size) ?? selector;
}
