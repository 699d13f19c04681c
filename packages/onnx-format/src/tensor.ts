/** The types of the elements of a tensor that can be read and written, by the names that onnxruntime uses. */
export type DataType = keyof typeof arrayTypes | 'string';

/** A tensor of an ONNX file: row-major. Half precision is widened to float32 when it is read, `bool` is 0 or 1. */
export interface OnnxTensor {
  readonly type: DataType;
  readonly shape: readonly number[];
  readonly data: OnnxData;
}

/** The elements of a tensor. */
export type OnnxData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | readonly string[];

/**
 * The arrays that hold the elements of each type but `string`.
 *
 * @example
 * ```ts
 * new arrayTypes.int64(2); // => [0n, 0n]
 * ```
 */
export const arrayTypes = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const;
