/** The elements of a tensor of onnxruntime, row-major. */
export type Elements =
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

/** A tensor outside of TensorFlow.js. */
export interface Value {
  readonly type: string;
  readonly shape: readonly number[];
  readonly elements: Elements;
}

/** The elements of several tensors, one after the other. They are of one type. */
export function joinElements(parts: readonly Elements[]): Elements {
  if (parts.length === 1) return parts[0];
  if (Array.isArray(parts[0])) return parts.flatMap((part) => part as readonly string[]);
  const arrays = parts as readonly Float32Array[];
  const joined = new (arrays[0].constructor as Float32ArrayConstructor)(
    arrays.reduce((sum, { length }) => sum + length, 0),
  );
  let offset = 0;
  for (const array of arrays) {
    joined.set(array, offset);
    offset += array.length;
  }
  return joined;
}
