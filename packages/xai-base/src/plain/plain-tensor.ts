import { Tensor, tensor } from '@tensorflow/tfjs-core';
import { isPlainObject } from '../plain-object';
import { sizeOf } from '../size-of';

/** A tensor as plain data, in row-major order: it needs no backend, and passes through JSON, a worker's messages and any copy of TensorFlow.js. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
  /** `'float32'` if left out. */
  readonly dtype?: 'float32' | 'int32' | 'bool';
}

/**
 * Whether a value is a tensor as plain data: a shape, and as many numbers.
 *
 * @example
 * ```ts
 * isPlainTensor({ shape: [1, 2], data: [0.5, -1] }); // => true
 * isPlainTensor({ shape: [3], data: [0.5, -1] }); // => false
 * ```
 */
export function isPlainTensor(value: unknown): value is PlainTensor {
  if (value instanceof Tensor || !isPlainObject(value)) return false;
  const { shape, data } = value;
  const isList = Array.isArray(data) || (ArrayBuffer.isView(data) && !(data instanceof DataView));
  if (!isList || !Array.isArray(shape)) return false;
  const isShape = shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  return isShape && sizeOf(shape) === (data as ArrayLike<number>).length;
}

/** Anything with the face of a tensor, of whichever copy of TensorFlow.js. */
interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  data(): Promise<ArrayLike<number>>;
}

/** Whether a value looks like a tensor, of whichever copy of TensorFlow.js. */
export function isTensorLike(value: unknown): value is TensorLike {
  const { shape, dtype, data } = (typeof value === 'object' && value !== null ? value : {}) as Partial<TensorLike>;
  return Array.isArray(shape) && typeof dtype === 'string' && typeof data === 'function';
}

/** Reads a tensor, without blocking. */
export async function toPlainTensor(tensor: TensorLike): Promise<PlainTensor> {
  const { shape, dtype } = tensor;
  return {
    shape: [...shape],
    data: await tensor.data(),
    dtype: dtype === 'int32' || dtype === 'bool' ? dtype : 'float32',
  };
}

/** A tensor on the current backend. */
export function fromPlainTensor({ shape, data, dtype = 'float32' }: PlainTensor): Tensor {
  return tensor(ArrayBuffer.isView(data) ? (data as Float32Array) : Array.from(data), [...shape], dtype);
}
