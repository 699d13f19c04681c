import { Tensor, tensor } from '@tensorflow/tfjs-core';
import type { TensorBag } from './execution/tensor-bag';
import { valuesOf } from './execution/values-of';
import type { FurtherInputs } from './further-inputs/further-inputs';
import type { AnalyzeOptions } from './options';

/**
 * A tensor with its numbers in an array of its type. The cpu backend casts integers to float32 without making another array of them: another
 * backend that the data is moved to takes the bytes, which say other numbers.
 *
 * @param bag takes a corrected copy in
 * @returns the tensor itself, or a corrected copy
 *
 * @example
 * ```ts
 * await settledInput(tf.tensor1d([2, 3]), new TensorBag()); // => [2, 3]
 * ```
 */
export async function settledInput(input: Tensor, bag: TensorBag): Promise<Tensor> {
  if (input.dtype !== 'float32' || input.isDisposed) return input;
  const values: unknown = await valuesOf(input);
  return values instanceof Int32Array || values instanceof Uint8Array
    ? bag.add(tensor(Float32Array.from(values), input.shape, 'float32'))
    : input;
}

/** The same for the tensors among some options, such as a reference, and for the further inputs. */
export async function settledOptions<Options extends AnalyzeOptions>(
  options: Options,
  bag: TensorBag,
): Promise<Options> {
  const settled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    if (value instanceof Tensor) settled[name] = await settledInput(value, bag);
  }
  if (options.furtherInputs) settled.furtherInputs = await settledInputs(options.furtherInputs, bag);
  return { ...options, ...settled };
}

async function settledInputs(further: FurtherInputs, bag: TensorBag): Promise<FurtherInputs> {
  if (Array.isArray(further)) return Promise.all(further.map((one) => settledInput(one, bag)));
  const named = Object.entries(further).map(async ([name, one]) => [name, await settledInput(one, bag)] as const);
  return Object.fromEntries(await Promise.all(named));
}
