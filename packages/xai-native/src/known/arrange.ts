import { sizeOf } from '../graph/size-of';

/** An axis of the result: how long it is, and how far in the source its next element is; backwards, if negative. */
export interface Axis {
  readonly length: number;
  readonly step: number;
  /** How far its next factor is; not at all, if nothing is said. */
  readonly factorStep?: number;
}

/** How far apart the elements of each axis of a row-major array are. */
export function stepsOf(shape: readonly number[]): number[] {
  const steps = new Array<number>(shape.length);
  shape.reduceRight((step, length, axis) => {
    steps[axis] = step;
    return step * length;
  }, 1);
  return steps;
}

/** Axis j of a row-major array as axis i of the result, by `permutation[i] = j`. */
export function permuted(shape: readonly number[], permutation: readonly number[]): Axis[] {
  const steps = stepsOf(shape);
  return permutation.map((axis) => ({ length: shape[axis], step: steps[axis] }));
}

/**
 * Gathers elements from places that lie regularly, such as those of a transposed array. What kernels of TensorFlow.js do in microseconds an element on
 * the cpu backend takes nanoseconds here, which counts where all weights of a model are laid out anew.
 *
 * @param source row-major
 * @param axes of the result, the outermost first
 * @param first where in the source the first element is
 * @param factors what the elements are multiplied by, if by anything
 */
export function arrange<Source extends Float32Array | Int32Array | Uint8Array>(
  source: Source,
  axes: readonly Axis[],
  first = 0,
  factors?: Float32Array,
): Source {
  const result = new (source.constructor as new (length: number) => Source)(sizeOf(axes.map(({ length }) => length)));
  const moves = merged(axes);
  const plane = planeOf(moves);
  const size = plane.rows.length * plane.inner.length;
  const outer = moves.slice(0, -2).reverse();
  const counts = outer.map(() => 0);
  let [from, by] = [first, 0];
  for (let to = 0; to < result.length; to += size) {
    if (factors) scalePlane(source, result, factors, plane, from, to, by);
    else movePlane(source, result, plane, from, to);
    for (let axis = 0; axis < outer.length; axis++) {
      const { length, step, factorStep = 0 } = outer[axis];
      from += step;
      by += factorStep;
      if (++counts[axis] < length) break;
      from -= step * length;
      by -= factorStep * length;
      counts[axis] = 0;
    }
  }
  return result;
}

/** An axis, and how far its next element is in the source, in the result and among the factors. */
interface Move {
  readonly length: number;
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

/** The last two axes of a result, the inner one that whose elements are nearer in the source: they share lines of the processor's cache. */
interface Plane {
  readonly rows: Move;
  readonly inner: Move;
}

function planeOf(axes: readonly Axis[]): Plane {
  const [last, former = { length: 1, step: 0 }] = axes.toReversed();
  const move = ({ length, step, factorStep = 0 }: Axis, to: number) => ({ length, from: step, to, by: factorStep });
  const [rows, inner] = [move(former, last.length), move(last, 1)];
  return rows.length > 1 && Math.abs(rows.from) < Math.abs(inner.from) ? { rows: inner, inner: rows } : { rows, inner };
}

function movePlane<Source extends Float32Array | Int32Array | Uint8Array>(
  source: Source,
  result: Source,
  { rows, inner }: Plane,
  first: number,
  start: number,
): void {
  const { length, from, to } = inner;
  for (let row = 0; row < rows.length; row++) {
    let [at, place] = [first + row * rows.from, start + row * rows.to];
    for (let index = 0; index < length; index++) {
      result[place] = source[at];
      at += from;
      place += to;
    }
  }
}

function scalePlane<Source extends Float32Array | Int32Array | Uint8Array>(
  source: Source,
  result: Source,
  factors: Float32Array,
  { rows, inner }: Plane,
  first: number,
  start: number,
  firstFactor: number,
): void {
  const { length, from, to, by } = inner;
  for (let row = 0; row < rows.length; row++) {
    let [at, place, factor] = [first + row * rows.from, start + row * rows.to, firstFactor + row * rows.by];
    for (let index = 0; index < length; index++) {
      result[place] = source[at] * factors[factor];
      at += from;
      place += to;
      factor += by;
    }
  }
}

/** An array with the elements along some axes in the opposite order. */
export function reversed(source: Float32Array, shape: readonly number[], along: readonly number[]): Float32Array {
  const steps = stepsOf(shape);
  const axes = shape.map((length, axis) => ({ length, step: along.includes(axis) ? -steps[axis] : steps[axis] }));
  return arrange(
    source,
    axes,
    along.reduce((first, axis) => first + (shape[axis] - 1) * steps[axis], 0),
  );
}

/** Axes that follow each other in the source as in the result as one; none of a single element, but at least one. */
function merged(axes: readonly Axis[]): Axis[] {
  const result: Axis[] = [];
  for (const axis of axes) {
    if (axis.length === 1) continue;
    const last = result.at(-1);
    const follows = (before: number, step: number) => before === step * axis.length;
    if (last && follows(last.step, axis.step) && follows(last.factorStep ?? 0, axis.factorStep ?? 0)) {
      result[result.length - 1] = { ...axis, length: last.length * axis.length };
    } else {
      result.push(axis);
    }
  }
  return result.length > 0 ? result : [{ length: axes.every(({ length }) => length > 0) ? 1 : 0, step: 1 }];
}
