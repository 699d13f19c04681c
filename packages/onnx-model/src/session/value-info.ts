import type { RuntimeValue } from './runtime';

/** An input or output of a model. */
export interface ValueInfo {
  readonly name: string;
  /** The type of its elements: `float32`, `int64`, `string`, ...; undefined when it is no tensor (a sequence or a map). */
  readonly type?: string;
  /** The length of each axis, or its name (maybe `''`) when the model leaves it open; empty also when the model does not say its rank. */
  readonly shape: readonly (number | string)[];
  /** The names of the classes whose scores an output has, when the model names them. */
  readonly classes?: readonly string[];
}

/** An input or output in the form of this package. */
export function toValueInfo({ name, isTensor, type, shape = [] }: RuntimeValue): ValueInfo {
  // onnxruntime-web has -1, as an unsigned number, for an open length without a name
  const lengths = shape.map((length) => (typeof length === 'number' && length > 0x7fffffff ? '' : length));
  return { name, type: isTensor ? type : undefined, shape: lengths };
}

/** An output whose classes have names. */
export const withClasses = (info: ValueInfo, classes: readonly string[] | undefined): ValueInfo =>
  classes && !info.classes ? { ...info, classes } : info;

const longestName = 80; // letters
const mostValues = 12;

/** A name of a file, which may be of any length, in an error message. */
export const describeName = (name: string): string =>
  name.length <= longestName ? name : `${name.slice(0, longestName - 3)}...`;

/** An input or output in the form of error messages: `input: float32[batch, 1, 28, 28]`, with `?` for an open length without a name. */
export function describeValue({ name, type, shape }: ValueInfo): string {
  return type === undefined
    ? `${describeName(name)}: not a tensor`
    : `${describeName(name)}: ${type}[${shape.map((length) => (length === '' ? '?' : describeName(String(length)))).join(', ')}]`;
}

/** Inputs or outputs in the form of error messages. */
export function describeValues(values: readonly ValueInfo[]): string {
  const some = values.slice(0, mostValues).map(describeValue).join('; ');
  return values.length > mostValues ? `${some}; and ${values.length - mostValues} more` : some;
}
