import type { Tensor } from '@tensorflow/tfjs-core';
import { ValueError } from '../errors';

/**
 * What a failed evaluation means, if it failed because the model's ops take no integers, as images of bytes are: TensorFlow.js names
 * an argument that no user knows.
 *
 * @param error what the model threw
 * @returns the error to throw instead: a {@link ValueError} that says to cast, or the error itself
 *
 * @example
 * ```ts
 * const error = new Error("Argument 'x' passed to 'conv2d' must be float32 tensor, but got int32 tensor");
 * explainWrongType(error, tf.zeros([1, 4, 4, 3], 'int32')) instanceof ValueError; // => true
 * ```
 */
export function explainWrongType(error: unknown, { dtype }: Tensor): unknown {
  const isWrongType = dtype !== 'float32' && new RegExp(`must be float32.*but got ${dtype}`).test(String(error));
  if (!isWrongType) return error;
  const expected = "float32: tf.cast(input, 'float32')";
  return new ValueError(`input is ${dtype}, which the model does not take; expected ${expected}.`, {
    argument: 'input',
    value: dtype,
    expected,
    cause: error,
  });
}
