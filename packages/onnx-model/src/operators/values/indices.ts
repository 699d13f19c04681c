import { ModelError } from 'xai-base';

/** The number of elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** How far apart the elements of a row-major array are along each axis. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1];
  return strides;
}

/** The indices of the elements of a shape, row-major, one at a time in the same array. */
export function* indicesOf(shape: readonly number[]): Generator<readonly number[]> {
  const index = shape.map(() => 0);
  for (let left = sizeOf(shape); left > 0; left--) {
    yield index;
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
}

/**
 * Checks that an array is repeated to a shape, and not the other way round.
 *
 * @throws {ModelError} when it has other lengths
 */
export function checkRepeats(shape: readonly number[], target: readonly number[]): void {
  const before = target.length - shape.length;
  if (before >= 0 && shape.every((length, axis) => length === 1 || length === target[axis + before])) return;
  throw new ModelError(`the shape [${shape.join(', ')}] does not go with [${target.join(', ')}].`, {
    argument: 'model',
    value: shape,
  });
}

/**
 * The shape that arrays broadcast to.
 *
 * @throws {ModelError} when they do not
 */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    const longer = lengths.filter((length) => length !== 1 && !Number.isNaN(length));
    if (longer.some((length) => length !== longer[0])) {
      const given = shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ');
      throw new ModelError(`the shapes ${given} do not go together.`, { argument: 'model', value: given });
    }
    return lengths.find((length) => length !== 1) ?? 1;
  });
}

/**
 * An axis counted from the front.
 *
 * @throws {ModelError} when there is no such axis
 */
export function positiveAxis(axis: number, rank: number): number {
  if (axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  throw new ModelError(`there is no axis ${axis} in a rank of ${rank}.`, { argument: 'model', value: axis });
}

/**
 * Axes counted from the front.
 *
 * @throws {ModelError} when there is no such axis, or one comes twice
 */
export function positiveAxes(axes: readonly number[], rank: number): number[] {
  const positive = axes.map((axis) => positiveAxis(axis, rank));
  if (new Set(positive).size === positive.length) return positive;
  throw new ModelError(`the axes [${axes.join(', ')}] are the same in part.`, { argument: 'model', value: axes });
}

/**
 * A place along an axis, counted from the front.
 *
 * @throws {ModelError} when the axis is shorter
 */
export function positivePlace(place: number, length: number): number {
  if (place >= -length && place < length) return place < 0 ? place + length : place;
  throw new ModelError(`the index ${place} is outside of an axis of length ${length}.`, {
    argument: 'model',
    value: place,
  });
}
