import { Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from '../errors';

/** Checks what a model returned. */
export type OutputCheck = (output: unknown, input: Tensor) => Tensor;

/**
 * Checks that a model returned one tensor `[batch, classes]`.
 *
 * @throws {ModelError} saying what it returned, and how to wrap it
 */
export function checkOutput(output: unknown, input: Tensor): Tensor {
  const tensor = Array.isArray(output) && output.length === 1 ? output[0] : output;
  if (tensor instanceof Tensor && tensor.rank === 2 && tensor.shape[0] === input.shape[0] && tensor.size > 0)
    return tensor;
  const expected = `one tensor [${input.shape[0]}, classes]`;
  throw new ModelError(
    `The model returned ${describe(output)}; expected ${expected}. Wrap it in a function that returns such a tensor: (input) => ...`,
    { argument: 'model', value: output, expected },
  );
}

/**
 * Checks that the first part of a model returned one batch of feature maps, of any rank; for {@link toModelView}.
 *
 * @throws {ModelError} saying what it returned
 *
 * @example
 * ```ts
 * const view = toModelView((x: tf.Tensor) => tf.relu(x), checkFeatures);
 * (await view.predict(tf.zeros([1, 2, 2, 3]))).shape; // => [1, 2, 2, 3]
 * ```
 */
export function checkFeatures(output: unknown, input: Tensor): Tensor {
  const tensor = Array.isArray(output) && output.length === 1 ? output[0] : output;
  if (tensor instanceof Tensor && tensor.rank >= 2 && tensor.shape[0] === input.shape[0]) return tensor;
  const expected = `one tensor [${input.shape[0]}, ..., features]`;
  throw new ModelError(`The feature layers returned ${describe(output)}; expected ${expected}.`, {
    argument: 'featureLayers',
    value: output,
    expected,
  });
}

function describe(output: unknown): string {
  if (output instanceof Tensor) return `a tensor of shape [${output.shape}]`;
  if (Array.isArray(output)) return `${output.length} values (${output.map(describe).join(', ')})`;
  return output === null || typeof output !== 'object'
    ? String(output)
    : `an object with the keys ${Object.keys(output).join(', ')}`;
}
