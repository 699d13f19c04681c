import { mul, reshape, sum, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { checkPositiveInteger, ShapeError } from 'xai-base';

/**
 * Averages the values of n augmented samples back into one: the opposite of {@link augmentBatchDim}.
 *
 * @param values `[batch * n, ...]`
 * @param n how many augmented samples there are of each, at least 1
 * @param weights what each of the n counts; 1 / n by default
 * @returns `[batch, ...]`
 * @throws {ShapeError} when n does not divide the batch, or there is not one weight for each
 * @throws {ValueError} when n is not an integer of at least 1
 *
 * @example
 * ```ts
 * reduceAugmentation(tf.tensor2d([[1], [3], [10], [20]]), 2); // => [[2], [15]]
 * ```
 */
export function reduceAugmentation(values: Tensor, n: number, weights?: readonly number[]): Tensor {
  checkPositiveInteger('n', n);
  const [augmented] = values.shape;
  if (augmented % n !== 0 || (weights && weights.length !== n)) {
    const expected = `a multiple of ${n} samples, and ${n} weights if any`;
    throw new ShapeError(
      `values has a batch of ${augmented}, with ${weights?.length ?? 'no'} weights; expected ${expected}.`,
      {
        argument: 'values',
        value: values.shape,
        expected,
      },
    );
  }
  return sumByWeights(values, tensor1d([...(weights ?? new Array<number>(n).fill(1 / n))], 'float32'));
}

/** The same as a pure program: the weights are a tensor `[n]`. */
export function sumByWeights(values: Tensor, weights: Tensor): Tensor {
  const [n] = weights.shape;
  const [augmented, ...sample] = values.shape;
  const each = reshape(values, [augmented / n, n, ...sample]); // [batch, n, ...]
  return sum(mul(each, reshape(weights, [1, n, ...sample.map(() => 1)])), 1);
}
