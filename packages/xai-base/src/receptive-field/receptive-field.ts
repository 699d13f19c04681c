import { ValueError } from '../errors';
import { describeValue } from '../messages/describe-value';
import { isPlainObject } from '../plain-object';

/**
 * What the cells of a layer see of the input, along each axis between batch and channels: cell k sees the `size` places
 * from `begin + k * stride` on. Padding puts the beginning before the input's edge: `begin` is negative then. A stride is a fraction
 * where the layer is finer than the input.
 */
export interface ReceptiveField {
  readonly begin: readonly number[];
  readonly stride: readonly number[];
  readonly size: readonly number[];
}

/**
 * The cell whose centre lies at a position of the input, as a fraction where it lies between two.
 *
 * @param field of the layer
 * @param axis counted from the first behind the batch
 * @param position in places of the input; the centre of its first place lies at 0.5
 *
 * @example
 * ```ts
 * const field = { begin: [-1], stride: [2], size: [3] }; // the first cell is centred over the first place
 * [cellAt(field, 0, 0.5), cellAt(field, 0, 2.5), cellAt(field, 0, 3.5)]; // => [0, 1, 1.5]
 * ```
 */
export function cellAt({ begin, stride, size }: ReceptiveField, axis: number, position: number): number {
  return (position - begin[axis] - size[axis] / 2) / stride[axis];
}

/**
 * Checks a receptive field that was given, or was read from a file.
 *
 * @param axes how many axes there are between batch and channels
 * @param argument its name, for the message
 * @throws {ValueError} when it is none
 *
 * @example
 * ```ts
 * checkReceptiveField({ begin: [0, 0], stride: [2, 2], size: [3, 3] }, 2).stride; // => [2, 2]
 * ```
 */
export function checkReceptiveField(value: unknown, axes: number, argument = 'receptiveField'): ReceptiveField {
  const { begin, stride, size } = isPlainObject(value) ? value : {};
  const isPositive = (one: number) => one > 0;
  if (isList(begin, axes) && isList(stride, axes) && isList(size, axes) && [...stride, ...size].every(isPositive)) {
    return { begin, stride, size };
  }
  const expected = `{ begin, stride, size } with ${axes} numbers each, strides and sizes above 0`;
  throw new ValueError(`${argument} is ${describeField(value)}; expected ${expected}.`, { argument, value, expected });
}

function isList(value: unknown, length: number): value is number[] {
  return Array.isArray(value) && value.length === length && value.every((one) => Number.isFinite(one));
}

function describeField(value: unknown): string {
  if (!isPlainObject(value)) return describeValue(value);
  const parts = Object.entries(value).map(([key, one]) => `${key}: ${describeValue(one)}`);
  return parts.length > 0 && parts.length <= 3 ? `{ ${parts.join(', ')} }` : describeValue(value);
}
