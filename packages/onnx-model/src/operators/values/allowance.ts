import { ModelError } from 'xai-base';
import { sizeOf } from './indices';

/** A value would have more elements than are allowed. */
export class TooLarge extends ModelError {}

/** The most elements of one value, in a call. */
const mostOfOne = 2 ** 29;

/** How many elements may still be computed, while a model is read. */
let left: number | undefined;

/**
 * Does work in which nodes may compute only so many elements in all: a file of a few hundred bytes can ask for billions.
 *
 * @param elements the limit
 */
export function withAllowance<Result>(elements: number, work: () => Result): Result {
  const before = left;
  left = elements;
  try {
    return work();
  } finally {
    left = before;
  }
}

/**
 * Says how large a value will be, before it is computed.
 *
 * @throws {ModelError} when it is larger than is allowed
 */
export function reserve(shape: readonly number[]): void {
  const size = sizeOf(shape);
  if (!shape.every((length) => length >= 0)) {
    throw new ModelError(`its shape would be [${shape.join(', ')}]; expected no negative length.`, {
      argument: 'model',
      value: shape,
    });
  }
  const limit = left ?? mostOfOne;
  if (size > limit) {
    throw new TooLarge(
      `its result would have ${size} elements; expected at most ${limit}${left === undefined ? '' : ', which are left for what follows from constants alone'}.`,
      { argument: 'model', value: shape, expected: `at most ${limit} elements` },
    );
  }
  if (left !== undefined) left -= size;
}
