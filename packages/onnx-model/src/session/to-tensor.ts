import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { OnnxData } from 'onnx-format';
import type { Value } from './elements';
import { OnnxRunError } from './errors';
import { unsupportedType } from './to-elements';

const integers = ['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64'];

/** The types of outputs that a TensorFlow.js tensor can hold. */
export const isConvertible = (type: string | undefined): boolean =>
  type !== undefined && ['float32', 'float64', 'bool', 'string', ...integers].includes(type);

/**
 * What a model returned as a TensorFlow.js tensor, which belongs to the caller: floating-point numbers as float32, whole numbers as int32.
 *
 * @throws {OnnxRunError} when a whole number is outside the range of int32
 */
export function toTensor({ type, shape, elements }: Value, name: string): Tensor {
  const dims = [...shape];
  if (type === 'string') return tensor(elements as string[], dims, 'string');
  if (type === 'bool') return tensor(elements as Uint8Array, dims, 'bool');
  if (integers.includes(type)) return tensor(toInt32(elements, type, name), dims, 'int32');
  if (type === 'float32' || type === 'float64')
    return tensor(Float32Array.from(elements as Float64Array), dims, 'float32');
  throw unsupportedType({ name, type, shape });
}

function toInt32(elements: OnnxData, type: string, name: string): Int32Array {
  const values = Int32Array.from(elements as Int32Array, Number);
  const index = values.findIndex((value, at) => value !== Number(elements[at]));
  if (index < 0) return values;
  const message = `The output ${name} (${type}) holds ${elements[index]}, which is outside of int32, the whole numbers of TensorFlow.js.`;
  throw new OnnxRunError(message, { argument: name, value: elements[index], expected: 'a number of int32' });
}
