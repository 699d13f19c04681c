import type { Attribute } from './graph';
import type { OnnxTensor } from './tensor';

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
 * An attribute that is a list of numbers in float32.
 *
 * @example
 * ```ts
 * const bounds = floats([0, 6]);
 * bounds.value; // => [0, 6]
 * ```
 */
export const floats = (value: readonly number[]): Attribute => ({ type: 'floats', value });

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
