import { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from '../errors';
import { describeValue } from '../messages/describe-value';
import type { OutputSelector } from './output-selector';

/**
 * The mask of what a selector selects of an output; a pure program of TensorFlow.js ops.
 *
 * @param output `[batch, classes]`, or of any rank
 * @returns of the same shape
 * @throws {ShapeError} when the selector gives a mask of another shape
 *
 * @example
 * ```ts
 * maskOf(new IndexSelector(1), tf.zeros([1, 3])); // => [[0, 1, 0]]
 * ```
 */
export function maskOf(selector: OutputSelector, output: Tensor): Tensor {
  const mask: unknown = selector.select(output);
  if (mask instanceof Tensor && String(mask.shape) === String(output.shape)) return mask;
  const given = mask instanceof Tensor ? `a mask of shape [${mask.shape.join(', ')}]` : describeValue(mask);
  const expected = `a mask of the output's shape [${output.shape.join(', ')}]`;
  throw new ShapeError(`The selector gave ${given}; expected ${expected}.`, {
    argument: 'selection',
    value: mask,
    expected,
  });
}
