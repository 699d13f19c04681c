import type { OnnxData } from 'onnx-format';

/** A tensor outside of TensorFlow.js. */
export interface Value {
  readonly type: string;
  readonly shape: readonly number[];
  readonly elements: OnnxData;
}

/** The elements of several tensors, one after the other. They are of one type. */
export function joinElements(parts: readonly OnnxData[]): OnnxData {
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
