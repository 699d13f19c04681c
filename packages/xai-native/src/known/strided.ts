import { sizeOf } from '../graph/size-of';
import { type Axis, arrange, stepsOf } from './arrange';

/**
 * Elements that lie regularly in an array, each times a factor, if there are any: an array that is laid out anew several times and scaled is gone through once in
 * the end.
 */
export interface Strided {
  readonly source: Float32Array;
  readonly axes: readonly Axis[];
  /** Where the first element is. */
  readonly first: number;
  readonly factors?: Float32Array;
}

/** What is made of elements, one of whose inputs stay where they are until all is said. */
export type Move = (x: Strided, others: readonly Float32Array[]) => Strided;

/** A row-major array. */
export function whole(source: Float32Array, shape: readonly number[]): Strided {
  const steps = stepsOf(shape);
  return { source, first: 0, axes: shape.map((length, axis) => ({ length, step: steps[axis] })) };
}

/** The elements, row-major; the array itself, if they are. */
export function elementsOf(x: Strided): Float32Array {
  return isWhole(x) ? x.source : arrange(x.source, x.axes, x.first, x.factors);
}

/** Axis j as axis i of the result, by `permutation[i] = j`. */
export function permutedAxes(x: Strided, permutation: readonly number[]): Strided {
  return { ...x, axes: permutation.map((axis) => x.axes[axis]) };
}

/** The elements in another shape. */
export function inOtherShape(x: Strided, shape: readonly number[]): Strided {
  const long = x.axes.filter(({ length }) => length !== 1);
  const lengths = shape.filter((length) => length !== 1);
  if (String(long.map(({ length }) => length)) !== String(lengths)) return whole(elementsOf(x), shape);
  let next = 0;
  return { ...x, axes: shape.map((length) => (length === 1 ? { length, step: 0 } : long[next++])) };
}

/** Runs of elements, each times the next of the factors, which begin anew where they end. */
export function scaled(x: Strided, factors: Float32Array, run: number): Strided {
  const lengths = x.axes.map(({ length }) => length);
  const along = lengths.findIndex(
    (length, axis) => length === factors.length && sizeOf(lengths.slice(axis + 1)) === run,
  );
  if (x.factors || along < 0) return whole(scaledElements(elementsOf(x), factors, run), lengths);
  return { ...x, factors, axes: x.axes.map((axis, index) => ({ ...axis, factorStep: Number(index === along) })) };
}

function scaledElements(elements: Float32Array, factors: Float32Array, run: number): Float32Array {
  const result = new Float32Array(elements.length);
  for (let at = 0, next = 0; at < elements.length; next = (next + 1) % factors.length) {
    const factor = factors[next];
    for (const end = at + run; at < end; at++) result[at] = elements[at] * factor;
  }
  return result;
}

function isWhole({ source, axes, factors }: Strided): boolean {
  const lengths = axes.map(({ length }) => length);
  const steps = stepsOf(lengths);
  const isInPlace = ({ length, step }: Axis, axis: number) => length === 1 || step === steps[axis];
  return !factors && sizeOf(lengths) === source.length && axes.every(isInPlace);
}
