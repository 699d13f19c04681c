import type { DataType, DataTypeMap } from '@tensorflow/tfjs-core';
import { arrayTypes, type OnnxData } from 'onnx-format';
import { ValueError } from 'xai-base';
import { describeValue, type ValueInfo } from './value-info';

/**
 * The elements of a TensorFlow.js tensor in the type that a model takes.
 *
 * @throws {ValueError} when the model takes other elements: whole numbers, numbers of a smaller range, strings, half precision
 */
export function toElements(values: DataTypeMap[DataType], dtype: DataType, info: ValueInfo): OnnxData {
  const { type } = info;
  const isText = dtype === 'string';
  if (dtype === 'complex64' || isText !== (type === 'string')) throw wrongType(dtype, info);
  if (isText) return values as unknown as readonly string[];
  const numbers = values as ArrayLike<number>;
  if (type === 'float32') return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
  if (type === 'float64') return Float64Array.from(numbers);
  const converted = convert(type, numbers);
  if (!converted) throw unsupportedType(info);
  for (let index = 0; index < numbers.length; index++) {
    if (Number(converted[index]) !== numbers[index]) throw wrongValue(numbers[index], info);
  }
  return converted;
}

function convert(type: string | undefined, numbers: ArrayLike<number>) {
  if (type === 'bool') return Uint8Array.from(numbers, (value) => Number(value !== 0));
  if (type === 'int64' || type === 'uint64') return arrayTypes[type].from(Array.from(numbers, toBigInt));
  return arrayTypes[type as Exclude<keyof typeof arrayTypes, 'int64' | 'uint64'>]?.from(numbers);
}

const toBigInt = (value: number): bigint => (Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n);

/** The error for a value that is no tensor. */
export const notTensor = (argument: string, value: unknown): ValueError =>
  new ValueError(`${argument} is ${String(value)}; expected a tensor.`, { argument, value, expected: 'a tensor' });

function wrongType(dtype: DataType, info: ValueInfo): ValueError {
  const expected = info.type === 'string' ? 'a tensor of strings' : 'a tensor of numbers';
  return new ValueError(`${info.name} is a tensor of ${dtype}; the model takes ${describeValue(info)}.`, {
    argument: info.name,
    value: dtype,
    expected,
  });
}

function wrongValue(value: number, info: ValueInfo): ValueError {
  const expected = info.type === 'bool' ? '0 or 1' : `a whole number of ${info.type}`;
  const wayOut = Number.isInteger(value) || info.type === 'bool' ? '' : ' Round it first: model(tf.round(input)).';
  return new ValueError(
    `${info.name} holds ${value}; the model takes ${describeValue(info)}, so that every element is ${expected}.${wayOut}`,
    { argument: info.name, value, expected },
  );
}

/** The error for elements that neither this package nor TensorFlow.js has an array for. */
export function unsupportedType(info: ValueInfo): ValueError {
  const wayOut =
    info.type === undefined
      ? 'Save the model so that it is a tensor (skl2onnx: zipmap=False).'
      : 'Save the model with inputs and outputs of float32 (onnxconverter-common: keep_io_types=True).';
  return new ValueError(
    `${describeValue(info)} is of a type that cannot be converted from or to a TensorFlow.js tensor. ${wayOut}`,
    { argument: info.name, value: info.type, expected: 'float32, float64, whole numbers, bool or string' },
  );
}
