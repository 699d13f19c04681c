import { cast, slice, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { checkInput, ShapeError } from 'xai-base';
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

/** The reference in the options, or zeros with a batch of 1, in the input's type; call it inside `tidy`. */
export function referenceOf({ inputRef }: ReferenceOptions, input: Tensor): Tensor {
  return inputRef ? cast(inputRef, input.dtype) : zeros([1, ...input.shape.slice(1)], input.dtype);
}

/** The part of a reference that belongs to the samples `begin` to `begin + size`; call it inside `tidy`. */
export function referenceOfSamples(reference: Tensor, begin: number, size: number): Tensor {
  return reference.shape[0] === 1 ? reference : slice(reference, begin, size);
}
