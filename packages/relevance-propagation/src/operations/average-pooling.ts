import { avgPool, div, mean, mul, ones, reshape, type Tensor, type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import type { LinearOperation } from './linear-operation';
import { cellsInside, scatterToAll } from './scatter';
import { placeWindows, type Window, type WindowAxis } from './window';

/** The mean of each window `[batch, height, width, channels]`; padding is not counted. */
export function averagePooling(windows: readonly Window[]): LinearOperation {
  const [vertical, horizontal] = windows;
  return {
    forward: (input) =>
      avgPool(
        input as Tensor4D,
        [vertical.kernel, horizontal.kernel],
        [vertical.stride, horizontal.stride],
        vertical.padding === 'same' ? 'same' : 'valid',
      ),
    transposed(output, _weight, inputShape) {
      const axes = placeWindows(windows, inputShape);
      return scatterToAll(div(output, windowSizes(axes)), axes);
    },
  };
}

/** The mean over all axes between batch and channels. */
export const globalAveragePooling: LinearOperation = {
  forward: (input) => mean(input, spatialAxes(input.shape)),
  transposed(output, _weight, inputShape) {
    const [batch, ...rest] = inputShape;
    const channels = rest.pop() as number;
    const count = rest.reduce((product, length) => product * length, 1);
    const cells = reshape(div(output, count), [batch, ...rest.map(() => 1), channels]);
    return mul(cells, ones([...inputShape]));
  },
};

function spatialAxes(shape: readonly number[]): number[] {
  return shape.slice(1, -1).map((_, index) => index + 1);
}

/** How many cells each window covers, `[1, height, width, 1]`. */
function windowSizes([vertical, horizontal]: readonly WindowAxis[]): Tensor {
  const [rows, columns] = [cellsInside(vertical), cellsInside(horizontal)];
  const sizes = rows.flatMap((row) => columns.map((column) => row * column));
  return tensor(sizes, [1, rows.length, columns.length, 1]);
}
