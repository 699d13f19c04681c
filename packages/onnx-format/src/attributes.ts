import type { OnnxGraph } from './model';
import type { OnnxTensor } from './tensor';

/** What an attribute can hold. */
export interface AttributeValues {
  int: number;
  ints: readonly number[];
  float: number;
  floats: readonly number[];
  string: string;
  strings: readonly string[];
  tensor: OnnxTensor;
  graph: OnnxGraph;
}

/** An attribute of a node, with its type: in a file, `1` and `1.0` are not the same. */
export type Attribute = {
  [Type in keyof AttributeValues]: { readonly type: Type; readonly value: AttributeValues[Type] };
}[keyof AttributeValues];

/** The attributes of a node, by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/**
 * An attribute that is an integer.
 *
 * @example
 * ```ts
 * const axis = int(1);
 * axis.value; // => 1
 * ```
 */
export const int = (value: number): Attribute => ({ type: 'int', value });

/**
 * An attribute that is a list of integers.
 *
 * @example
 * ```ts
 * const strides = ints([2, 2]);
 * strides.value; // => [2, 2]
 * ```
 */
export const ints = (value: readonly number[]): Attribute => ({ type: 'ints', value });

/**
 * An attribute that is a float32.
 *
 * @example
 * ```ts
 * const alpha = float(0.5);
 * alpha.value; // => 0.5
 * ```
 */
export const float = (value: number): Attribute => ({ type: 'float', value });

/**
 * An attribute that is a text.
 *
 * @example
 * ```ts
 * const padding = string('SAME_UPPER');
 * padding.value; // => 'SAME_UPPER'
 * ```
 */
export const string = (value: string): Attribute => ({ type: 'string', value });

/**
 * An attribute that is a tensor.
 *
 * @example
 * ```ts
 * const value = tensorAttribute({ type: 'float32', shape: [], data: Float32Array.of(1) });
 * value.type; // => 'tensor'
 * ```
 */
export const tensorAttribute = (value: OnnxTensor): Attribute => ({ type: 'tensor', value });
