import { cast, slice, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { checkInput, ShapeError, ValueError } from 'xai-base';
import type { ReferenceOptions } from './reference-options';

/**
 * Checks the reference in the options, if there is one.
 *
 * @throws {ShapeError} when it has neither the input's shape nor that shape with a batch of 1
 * @throws {ValueError} when it holds NaN or infinite values
 */
export async function checkReference({ inputRef }: ReferenceOptions, input: Tensor): Promise<void> {
  if (inputRef === undefined) return;
  await checkInput(inputRef, 'inputRef');
  checkReferenceShape(inputRef, input, 'inputRef');
}

/** @throws {ShapeError} when a reference has neither the input's shape nor that shape with a batch of 1 */
export function checkReferenceShape(reference: Tensor, input: Tensor, argument: string): void {
  const single = [1, ...input.shape.slice(1)];
  if (String(reference.shape) === String(input.shape) || String(reference.shape) === String(single)) return;
  const expected = `the input's shape [${input.shape}], or [${single}] to serve every sample`;
  throw new ShapeError(`${argument} has shape [${reference.shape}]; expected ${expected}.`, {
    argument,
    value: reference.shape,
    expected,
  });
}

/** The reference in the options, or zeros of the input's type with a batch of 1; call it inside `tidy`. */
export function referenceOf({ inputRef }: ReferenceOptions, input: Tensor): Tensor {
  return inputRef ?? zeros([1, ...input.shape.slice(1)], input.dtype);
}

/**
 * The reference of a method that puts its values beside those of the input: in the input's type, where it has no fractions.
 *
 * @param readsIndices whether the model reads indices, for which there are no fractions
 * @returns `[batch, ...]` or `[1, ...]`, which belongs to the caller
 * @throws {ValueError} for fractions where the model reads indices
 */
export async function mixedReference(options: ReferenceOptions, input: Tensor, readsIndices: boolean): Promise<Tensor> {
  const { inputRef } = options;
  if (!inputRef || inputRef.dtype === input.dtype || input.dtype === 'float32') {
    return tidy(() => cast(referenceOf(options, input), input.dtype).clone());
  }
  const limit = input.dtype === 'bool' ? 1 : Number.POSITIVE_INFINITY;
  const fraction = (await inputRef.data()).find((value) => !Number.isInteger(value) || Math.abs(value) > limit);
  if (fraction === undefined) return tidy(() => cast(inputRef, input.dtype).clone());
  if (!readsIndices) return inputRef.clone();
  const expected = 'whole numbers, as the model reads indices';
  const message = `inputRef holds ${fraction}; expected ${expected}.`;
  throw new ValueError(message, { argument: 'inputRef', value: fraction, expected });
}

/** The part of a reference that belongs to the samples `begin` to `begin + size`; call it inside `tidy`. */
export function referenceOfSamples(reference: Tensor, begin: number, size: number): Tensor {
  return reference.shape[0] === 1 ? reference : slice(reference, begin, size);
}
