import { Tensor } from '@tensorflow/tfjs-core';
import { ValueError } from '../errors';
import type { Explanation } from '../explanation';
import { type HostTensor, writeSafetensors } from './safetensors';

/** What the metadata of a serialized explanation say of its format. */
export const format = 'xai-explanation';
export const version = 1;

/** Stands for a tensor in the JSON of the extras. */
export const tensorKey = '$tensor';

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
 * const bytes = await serialize(await analyze(tf.tensor2d([[1, 2]]), someAnalyzer));
 * deserialize(bytes).val; // => [[1, 2]]
 * ```
 */
export async function serialize(explanation: Explanation): Promise<Uint8Array> {
  const { val, input, output, outputSelection, analyzer, heatmap } = explanation;
  const tensors = new Map<string, Tensor>([
    ['val', val],
    ['input', input],
    ['output', output],
  ]);
  const extras = withoutTensors(explanation.extras, 'extras', tensors);
  const host = await Promise.all(
    [...tensors].map(async ([name, tensor]) => [name, await toHost(name, tensor)] as const),
  );
  return writeSafetensors(new Map(host), {
    format,
    version: String(version),
    analyzer,
    heatmap,
    outputSelection: JSON.stringify(outputSelection),
    ...(extras !== undefined && { extras: JSON.stringify(extras) }),
  });
}

/** A copy of a value that JSON can hold, its tensors moved to `tensors` under the name of their path. */
function withoutTensors(value: unknown, path: string, tensors: Map<string, Tensor>): unknown {
  if (value instanceof Tensor) {
    tensors.set(path, value);
    return { [tensorKey]: path };
  }
  if (Array.isArray(value)) return value.map((item, index) => withoutTensors(item, `${path}.${index}`, tensors));
  if (value === null || ['undefined', 'string', 'boolean'].includes(typeof value) || Number.isFinite(value))
    return value;
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const entries = Object.entries(value as Record<string, unknown>);
    return Object.fromEntries(entries.map(([key, item]) => [key, withoutTensors(item, `${path}.${key}`, tensors)]));
  }
  const expected = 'tensors, finite numbers, strings, booleans, null, arrays and plain objects of these';
  throw new ValueError(`${path} is ${String(value)}; only ${expected} can be serialized.`, {
    argument: path,
    value,
    expected,
  });
}

async function toHost(name: string, tensor: Tensor): Promise<HostTensor> {
  const { dtype, shape } = tensor;
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool')
    return { dtype, shape, values: await tensor.data() };
  throw new ValueError(`${name} is a ${dtype} tensor; only float32, int32 and bool can be serialized.`, {
    argument: name,
    value: dtype,
  });
}
