import { add, equal, mul, pad, stridedSlice, sub, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { fit, type Margin } from '../arithmetic/fit';
import { spread } from '../arithmetic/spread';
import { float } from '../define';
import type { WindowAxis } from './axis';

/** The cells of a window in row-major order. */
function cellsOf(axes: WindowAxis[]): number[][] {
  return axes.reduce<number[][]>(
    (cells, { kernel }) => cells.flatMap((cell) => Array.from({ length: kernel }, (_, index) => [...cell, index])),
    [[]],
  );
}

/**
 * The gradient of a maximum pooling by tensor operations, for backends whose own kernel breaks ties in another way:
 * in each window the first of the largest cells in row-major order takes all of dy.
 */
export function maxPoolGradient(dy: Tensor, x: Tensor, y: Tensor, axes: WindowAxis[]): Tensor {
  const margins = axes.map(({ input, output, kernel, stride, before }): Margin => {
    return [before, Math.max(0, (output - 1) * stride + kernel - input - before)];
  });
  const padded = pad(x, [[0, 0], ...margins, [0, 0]], Number.NEGATIVE_INFINITY);
  const strides = [1, ...axes.map(({ stride }) => stride), 1];
  let free: Tensor | undefined; // 1 in the windows whose maximum is still to be found
  let gradient: Tensor = zeros(x.shape);
  for (const cell of cellsOf(axes)) {
    const end = cell.map((offset, index) => offset + (axes[index].output - 1) * axes[index].stride + 1);
    const values = stridedSlice(padded, [0, ...cell, 0], [x.shape[0], ...end, x.shape[x.rank - 1]], strides);
    const largest = float(equal(values, y));
    const wins = free ? mul(free, largest) : largest;
    free = free ? sub(free, wins) : sub(1, wins);
    gradient = add(gradient, putBack(mul(dy, wins), cell, axes));
  }
  return gradient;
}

/** The values of one cell of every window, at the places of the image that they came from. */
function putBack(values: Tensor, cell: number[], axes: WindowAxis[]): Tensor {
  const spaced = axes.reduce((image, { stride }, index) => spread(image, index + 1, stride), values);
  const margins = axes.map(({ input, output, stride, before }, index): Margin => {
    const lead = cell[index] - before;
    return [lead, input - lead - output * stride];
  });
  return fit(spaced, [[0, 0], ...margins, [0, 0]]);
}
