import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/**
 * The input with its numbers in an array of its type. The cpu backend casts integers to float32 without making another array of them: another
 * backend that the data is moved to takes the bytes, which say other numbers.
 *
 * @returns the input itself, or a corrected copy that must be disposed of
 */
export async function settledInput(input: Tensor): Promise<Tensor> {
  if (input.dtype !== 'float32') return input;
  const values: unknown = await input.data();
  return values instanceof Int32Array || values instanceof Uint8Array
    ? tensor(Float32Array.from(values), input.shape, 'float32')
    : input;
}
