import { expandDims, reshape, slice, type Tensor, tidy, tile } from '@tensorflow/tfjs-core';
import { checkInput } from '../check-input';
import { ShapeError } from '../errors';
import { wrongValue } from '../messages/wrong-value';
import { isPlainObject } from '../plain-object';

/**
 * The inputs of a model besides the explained one: by name, or in the model's order without the explained one. Each has
 * a row a sample, or one row for all, and goes with the samples wherever these go: into batches, augmentations and variants.
 */
export type FurtherInputs = readonly Tensor[] | Readonly<Record<string, Tensor>>;

/**
 * Checks further inputs before any work starts.
 *
 * @throws {ValueError} for anything but numeric tensors in an array or by name, and for NaN or infinite values
 * @throws {ShapeError} for other numbers of rows than one, or one a sample
 *
 * @example
 * ```ts
 * await checkFurtherInputs({ mask: tf.ones([1, 4]) }, tf.zeros([3, 4])); // throws nothing
 * ```
 */
export async function checkFurtherInputs(further: FurtherInputs | undefined, input: Tensor): Promise<void> {
  if (further === undefined) return;
  if (!Array.isArray(further) && !isPlainObject(further)) {
    const expected = 'an array of tensors, or tensors by the names of the inputs: { mask: tensor }';
    throw wrongValue('furtherInputs', further, expected);
  }
  for (const [name, tensor] of Object.entries(further as Readonly<Record<string, Tensor>>)) {
    const argument = Array.isArray(further) ? `furtherInputs[${name}]` : `furtherInputs.${name}`;
    await checkInput(tensor, argument, { leastRank: 1 });
    checkRows(tensor, input, argument);
  }
}

/** @throws {ShapeError} when there is neither one row nor a row a sample */
export function checkRows(tensor: Tensor, input: Tensor, argument: string): void {
  const [batch] = input.shape;
  if (tensor.shape[0] === 1 || tensor.shape[0] === batch) return;
  const expected = `one row for all, or a row for each of the ${batch} samples`;
  throw new ShapeError(`${argument} has shape [${tensor.shape}]; expected ${expected}.`, {
    argument,
    value: tensor.shape,
    expected,
  });
}

/** Further inputs of the same form, each made of one of these. */
export function mapInputs(further: FurtherInputs, change: (tensor: Tensor) => Tensor): FurtherInputs {
  if (Array.isArray(further)) return further.map(change);
  return Object.fromEntries(Object.entries(further).map(([name, tensor]) => [name, change(tensor)]));
}

/**
 * Further inputs of the same form, each made of one of these, as tensors that belong to the caller; called outside of `tidy`.
 *
 * @example
 * ```ts
 * const { mask } = newInputs({ mask: tf.tensor2d([[1, 0]]) }, (tensor) => tf.sub(1, tensor)) as Record<string, tf.Tensor>;
 * mask; // => [[0, 1]]
 * ```
 */
export function newInputs(further: FurtherInputs, change: (tensor: Tensor) => Tensor): FurtherInputs {
  const made = tidy(() => Object.values(further).map((tensor: Tensor) => change(tensor).clone()));
  return mapInputs(further, () => made.shift() as Tensor);
}

/**
 * The further inputs of some of the samples, each repeated.
 *
 * @param begin the first of the samples
 * @param size how many
 * @param times how often each sample is there: `[a, b] -> [a, a, a, b, b, b]`
 * @returns new tensors, which belong to the caller; one row for all stays one
 *
 * @example
 * ```ts
 * const further = { mask: tf.tensor2d([[1], [2], [3]]), scale: tf.tensor2d([[5]]) };
 * const { mask, scale } = inputsOfSamples(further, 1, 2, 2) as Record<string, tf.Tensor>;
 * mask; // => [[2], [2], [3], [3]]
 * scale; // => [[5]]
 * ```
 */
export function inputsOfSamples(further: FurtherInputs, begin: number, size: number, times = 1): FurtherInputs {
  return newInputs(further, (tensor) => {
    const [rows, ...row] = tensor.shape;
    if (rows === 1) return tensor;
    const own = slice(tensor, begin, size);
    if (times === 1) return own;
    return reshape(tile(expandDims(own, 1), [1, times, ...row.map(() => 1)]), [size * times, ...row]);
  });
}
