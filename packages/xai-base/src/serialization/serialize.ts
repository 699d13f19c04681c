import type { Tensor } from '@tensorflow/tfjs-core';
import { ValueError } from '../errors';
import type { Explanation } from '../explanation';
import { extrasToJson } from './extras-json';
import type { HostTensor } from './safetensors';
import { writeSafetensors } from './write-safetensors';

/** What the metadata of a serialized explanation say of its format. */
export const format = 'xai-explanation';
export const version = 1;

/**
 * Writes an explanation to a compact binary form: the safetensors layout, with what is no tensor as metadata. Other
 * languages read the tensors `val`, `input` and `output` with their safetensors libraries.
 *
 * @param explanation stays the caller's
 * @throws {ValueError} when `extras` holds something other than tensors, JSON values, arrays and plain objects of these
 * @see {@link deserialize}
 *
 * @example
 * ```ts
 * const parts = { val: tf.tensor2d([[1, -1]]), input: tf.tensor2d([[2, 3]]), output: tf.tensor2d([[5]]) };
 * const explanation = new Explanation({ ...parts, outputSelection: [0], analyzer: 'ByHand', heatmap: 'attribution' });
 * const bytes = await serialize(explanation);
 * deserialize(bytes).val; // => [[1, -1]]
 * ```
 */
export async function serialize(explanation: Explanation): Promise<Uint8Array> {
  const { val, input, output, outputSelection, analyzer, heatmap, extras } = explanation;
  const tensors = new Map(Object.entries({ val, input, output }));
  const add = (tensor: Tensor, path: string) => {
    const name = freeName(path, tensors);
    tensors.set(name, tensor);
    return name;
  };
  const metadata = {
    format,
    version: String(version),
    analyzer,
    heatmap,
    outputSelection: JSON.stringify(outputSelection),
    ...(extras && { extras: extrasToJson(extras, add) }),
  };
  const host = await Promise.all(
    [...tensors].map(async ([name, tensor]) => [name, await toHost(name, tensor)] as const),
  );
  return writeSafetensors(new Map(host), metadata);
}

/** The name itself, or marked when it is taken: `{ 'a.b': tensor }` and `{ a: { b: tensor } }` have one path. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  return taken.has(name) ? freeName(`${name}'`, taken) : name;
}

async function toHost(name: string, tensor: Tensor): Promise<HostTensor> {
  const { dtype, shape, isDisposed } = tensor;
  if (!isDisposed && (dtype === 'float32' || dtype === 'int32' || dtype === 'bool')) {
    return { dtype, shape, values: ofType(dtype, await tensor.data()) };
  }
  const expected = 'a float32, int32 or bool tensor';
  throw new ValueError(`${name} is a ${isDisposed ? 'disposed' : dtype} tensor; expected ${expected}.`, {
    argument: name,
    value: tensor,
    expected,
  });
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** The values in an array of their type: a tensor that was cast on the cpu backend still has the array of its former type. */
function ofType(dtype: HostTensor['dtype'], values: ArrayLike<number>): HostTensor['values'] {
  const Typed = arrays[dtype];
  return values instanceof Typed ? values : Typed.from(values);
}
