import { sizeOf } from '../graph/value';

/** An axis of the result: how long it is, and how far in the source its next element is; backwards, if negative. */
export interface Axis {
  readonly length: number;
  readonly step: number;
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
 */
export function arrange<Source extends Float32Array | Int32Array | Uint8Array>(
  source: Source,
  axes: readonly Axis[],
  first = 0,
): Source {
  const result = new (source.constructor as new (length: number) => Source)(sizeOf(axes.map(({ length }) => length)));
  const [inner, ...outer] = merged(axes).toReversed();
  const counts = outer.map(() => 0);
  let from = first;
  for (let to = 0; to < result.length; ) {
    for (let at = from, end = to + inner.length; to < end; at += inner.step) result[to++] = source[at];
    for (let axis = 0; axis < outer.length; axis++) {
      from += outer[axis].step;
      if (++counts[axis] < outer[axis].length) break;
      from -= outer[axis].step * outer[axis].length;
      counts[axis] = 0;
    }
  }
  return result;
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
    if (last && last.step === axis.step * axis.length) {
      result[result.length - 1] = { length: last.length * axis.length, step: axis.step };
    } else {
      result.push(axis);
    }
  }
  return result.length > 0 ? result : [{ length: axes.every(({ length }) => length > 0) ? 1 : 0, step: 1 }];
}
