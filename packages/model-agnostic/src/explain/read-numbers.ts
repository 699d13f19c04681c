import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { describeValue, ShapeError, sizeOf, ValueError } from 'xai-base';

/** Numbers in arrays, as deep as there are axes; the innermost may be typed arrays. */
export type NestedNumbers = number | ArrayLike<number> | readonly NestedNumbers[];

/** What numbers are read for. */
export interface NumbersWanted {
  /** The argument, for messages. */
  readonly argument: string;
  /** The axes, for messages: `['time', 'channels']`. */
  readonly axes: readonly string[];
  /** Whether NaN, null and undefined stand for a missing value, NaN. */
  readonly missing?: boolean;
}

const largestWhole = 2 ** 24; // above, float32 leaves whole numbers out

/**
 * A tensor of numbers in arrays.
 *
 * @throws {ShapeError} for arrays of another depth, of different lengths, or without numbers
 * @throws {ValueError} for anything but finite numbers (and missing values, where they are allowed), and for whole numbers that float32 would change
 */
export function readNumbers(given: NestedNumbers, wanted: NumbersWanted): Tensor {
  const { argument, axes, missing = false } = wanted;
  const shape = lengthsOf(given);
  if (shape.length !== axes.length || shape.includes(0)) {
    const expected = `numbers [${axes.join(', ')}]`;
    const message = `${argument} is ${describeValue(given)}; expected ${expected}.`;
    throw new ShapeError(message, { argument, value: given, expected });
  }
  const values = new Float32Array(sizeOf(shape));
  const path: number[] = []; // where the number is that is being read
  let next = 0;
  const read = (part: unknown, axis: number): void => {
    const place = () => [argument, ...path.map((index) => `[${index}]`)].join('');
    if (axis === axes.length) {
      values[next++] = checked(part, place, missing);
      return;
    }
    if (!isList(part) || part.length !== shape[axis]) {
      const expected = `${shape[axis]} values on the axis ${axes[axis]}, as there are in the first array`;
      const has = isList(part) ? `has ${part.length}` : `is ${describeValue(part)}`;
      throw new ShapeError(`${place()} ${has}; expected ${expected}.`, { argument, value: part, expected });
    }
    for (let index = 0; index < part.length; index++) {
      path[axis] = index;
      read(part[index], axis + 1);
    }
    path.length = axis;
  };
  read(given, 0);
  return tensor(values, shape, 'float32');
}

/** The lengths of the first arrays, from the outside in. */
export function lengthsOf(given: unknown): number[] {
  return isList(given) ? [given.length, ...lengthsOf(given[0])] : [];
}

function checked(value: unknown, place: () => string, missing: boolean): number {
  const isMissing = value === null || value === undefined || Number.isNaN(value);
  if (isMissing && missing) return Number.NaN;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const wayOut = isMissing ? ' If the model takes missing values, say so: { missingValues: true }.' : '';
    throw wrongNumber(place(), value, 'a finite number', wayOut);
  }
  if (Number.isSafeInteger(value) && Math.abs(value) > largestWhole && Math.fround(value) !== value) {
    const wayOut = ` It would become ${Math.fround(value)}: subtract an offset from the column, use a larger unit, or round it by Math.fround.`;
    throw wrongNumber(place(), value, 'a number that float32 holds', wayOut);
  }
  return value;
}

function wrongNumber(place: string, value: unknown, expected: string, wayOut: string): ValueError {
  const message = `${place} is ${describeValue(value)}; expected ${expected}.${wayOut}`;
  return new ValueError(message, { argument: place.replace(/\[.*/, ''), value, expected });
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
