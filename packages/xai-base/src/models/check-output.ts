import { reshape, Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from '../errors';

/** Checks what a model returned. */
export type OutputCheck = (output: unknown, input: Tensor) => Tensor;

/**
 * Checks that a model returned one tensor, batch first: `[batch, classes]`, or of more axes, of which those of length 1 are left out.
 *
 * @returns `[batch, classes]`, or `[batch, ...]` with at least two more axes, none of which has length 1
 * @throws {ModelError} saying what it returned, and how to wrap it
 */
export function checkOutput(output: unknown, input: Tensor): Tensor {
  const tensor = onlyOf(output);
  if (tensor instanceof Tensor && tensor.rank >= 2 && tensor.shape[0] === input.shape[0] && tensor.size > 0)
    return withoutExtraAxes(tensor);
  throw wrongOutput(output, input.shape[0], 'Wrap it in a function that returns such a tensor: (input) => ...');
}

/**
 * Checks that a model returned one tensor `[batch, classes]`, axes of length 1 left out; for {@link toModelView}, where a method needs a row of
 * numbers a sample.
 *
 * @throws {ModelError} saying what it returned, and how to wrap it
 *
 * @example
 * ```ts
 * const view = toModelView((x: tf.Tensor) => tf.mean(x, [1, 2], true), checkClasses);
 * (await view.predict(tf.zeros([1, 2, 2, 3]))).shape; // => [1, 3]
 * ```
 */
export function checkClasses(output: unknown, input: Tensor): Tensor {
  const tensor = checkOutput(output, input);
  if (tensor.rank === 2) return tensor;
  throw wrongOutput(output, input.shape[0], 'Wrap it in a function that returns such a tensor: (input) => ...');
}

/**
 * How many classes an output `[batch, classes]` has, among which a selector chooses.
 *
 * @throws {ModelError} for an output of more axes, saying how to select in it
 *
 * @example
 * ```ts
 * classesOf(tf.zeros([2, 3])); // => 3
 * ```
 */
export function classesOf(output: Tensor): number {
  if (output.rank === 2) return output.shape[1] as number;
  const path = output.shape.slice(1).map(() => 0);
  const ways =
    `Select one of its values by an index path (new PathSelector([${path.join(', ')}]), or [[${path.join(', ')}], ...], one a sample), ` +
    'a weighted sum of them by new RegionSelector(mask), or wrap the model in a function that returns such a tensor: (input) => ...';
  throw wrongOutput(output, output.shape[0], ways);
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
  const tensor = onlyOf(output);
  if (tensor instanceof Tensor && tensor.rank >= 2 && tensor.shape[0] === input.shape[0]) return tensor;
  const expected = `one tensor [${input.shape[0]}, ..., features]`;
  throw new ModelError(`The feature layers returned ${describe(output)}; expected ${expected}.`, {
    argument: 'featureLayers',
    value: output,
    expected,
  });
}

/** The shape of a sample's output without axes of length 1; at least one axis is left. */
export function withoutOnes(sample: readonly number[]): number[] {
  const axes = sample.filter((length) => length !== 1);
  return axes.length > 0 ? axes : [1];
}

function withoutExtraAxes(output: Tensor): Tensor {
  const [batch, ...sample] = output.shape;
  if (sample.length === 1 || !sample.includes(1)) return output;
  return reshape(output, [batch, ...withoutOnes(sample)]);
}

/** What a model returned in a list of one is that one. */
export function onlyOf(output: unknown): unknown {
  return Array.isArray(output) && output.length === 1 ? output[0] : output;
}

function wrongOutput(output: unknown, batch: number, ways: string): ModelError {
  const expected = `one tensor [${batch}, classes]`;
  const message = `The model returned ${describe(output)}; expected ${expected}. ${ways}`;
  return new ModelError(message, { argument: 'model', value: output, expected });
}

function describe(output: unknown): string {
  if (output instanceof Tensor) return `a tensor of shape [${output.shape}]`;
  if (Array.isArray(output)) return `${output.length} values (${output.map(describe).join(', ')})`;
  return output === null || typeof output !== 'object'
    ? String(output)
    : `an object with the keys ${Object.keys(output).join(', ')}`;
}
