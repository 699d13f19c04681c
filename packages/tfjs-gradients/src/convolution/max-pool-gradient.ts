import { mul, step, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { WindowAxis } from './axis';
import { Phases } from './phases';

/**
 * The gradient of a maximum pooling by tensor operations, for backends whose own kernel breaks ties in another way:
 * in each window the first of the largest cells in row-major order takes all of dy.
 *
 * @param dy `[batch, ...outputs, channels]`
 * @param x `[batch, ...spatial, channels]`
 * @param y the maxima, shaped like dy
 * @param axes one for each spatial axis
 *
 * @example
 * ```ts
 * const axis = { input: 2, output: 1, kernel: 2, stride: 2, dilation: 1, before: 0 };
 * const x = tf.tensor4d([1, 7, 7, 3], [1, 2, 2, 1]);
 * const [dy, y] = [tf.ones([1, 1, 1, 1]), tf.fill([1, 1, 1, 1], 7)];
 * maxPoolGradient(dy, x, y, [axis, axis]); // => [[[[0], [1]], [[0], [0]]]]
 * ```
 */
export function maxPoolGradient(dy: Tensor, x: Tensor, y: Tensor, axes: readonly WindowAxis[]): Tensor {
  const phases = new Phases(axes, x.shape[0], x.shape[x.rank - 1] as number);
  const cells = phases.cut(x, Number.NEGATIVE_INFINITY);
  let rest = dy;
  const won = cellsOf(axes).map((offset) => {
    // what has not found its cell by now goes on to the next cell
    const left = mul(rest, step(sub(y, phases.at(cells, offset))));
    const value = sub(rest, left);
    rest = left;
    return { offset, value };
  });
  return phases.join(won);
}

/** The cells of a window in row-major order. */
function cellsOf(axes: readonly WindowAxis[]): number[][] {
  return axes.reduce<number[][]>(
    (cells, { kernel }) => cells.flatMap((cell) => Array.from({ length: kernel }, (_, index) => [...cell, index])),
    [[]],
  );
}
