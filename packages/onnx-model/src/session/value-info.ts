import type { RuntimeValue } from './runtime';

/** An input or output of a model. */
export interface ValueInfo {
  readonly name: string;
  /** The type of its elements: `float32`, `int64`, `string`, ...; undefined when it is no tensor (a sequence or a map). */
  readonly type?: string;
  /** The length of each axis, or its name (maybe `''`) when the model leaves it open; empty also when the model does not say its rank. */
  readonly shape: readonly (number | string)[];
}

/** An input or output in the form of this package. */
export function toValueInfo({ name, isTensor, type, shape = [] }: RuntimeValue): ValueInfo {
  // onnxruntime-web has -1, as an unsigned number, for an open length without a name
  const lengths = shape.map((length) => (typeof length === 'number' && length > 0x7fffffff ? '' : length));
  return { name, type: isTensor ? type : undefined, shape: lengths };
}

/** An input or output in the form of error messages: `input: float32[batch, 1, 28, 28]`, with `?` for an open length without a name. */
export function describeValue({ name, type, shape }: ValueInfo): string {
  return type === undefined
    ? `${name}: not a tensor`
    : `${name}: ${type}[${shape.map((length) => (length === '' ? '?' : length)).join(', ')}]`;
}

/** Inputs or outputs in the form of error messages. */
export const describeValues = (values: readonly ValueInfo[]): string => values.map(describeValue).join('; ');
