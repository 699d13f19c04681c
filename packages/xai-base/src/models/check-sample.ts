import type { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from '../errors';

/**
 * Checks a batch against the shape that a model states for its input.
 *
 * @param shape batch first; null or a negative length stands for any
 * @throws {ShapeError} when it does not fit
 *
 * @example
 * ```ts
 * checkSample(tf.zeros([3, 28, 28, 1]), [null, 28, 28, 1]); // throws nothing
 * ```
 */
export function checkSample(input: Tensor, shape: readonly (number | null)[] | undefined, argument = 'input'): void {
  if (!shape) return;
  const isAny = (length: number | null) => length === null || length < 0;
  const fits =
    shape.length === input.rank && shape.every((length, axis) => isAny(length) || length === input.shape[axis]);
  if (fits) return;
  const expected = `[${shape.map((length) => (isAny(length) ? 'any' : length)).join(', ')}]`;
  const wayOut = shape.length === input.rank + 1 ? ' For one sample: tf.expandDims(input, 0).' : '';
  throw new ShapeError(`${argument} has shape [${input.shape.join(', ')}]; the model expects ${expected}.${wayOut}`, {
    argument,
    value: input.shape,
    expected,
  });
}
