import { avgPool, div, mean, mul, ones, reshape, type Tensor, type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import { fitSpatial, spread } from './fit';
import type { LinearOperation } from './linear-operation';
import { extent, placeWindows, transposedMargin, type Window, type WindowAxis } from './window';

/** The mean of each window `[batch, height, width, channels]`; padding is not counted. */
export function averagePooling(windows: readonly Window[]): LinearOperation {
  const [vertical, horizontal] = windows;
  return {
    forward: (input) =>
      avgPool(
        input as Tensor4D,
        [vertical.kernel, horizontal.kernel],
        [vertical.stride, horizontal.stride],
        windows.some(({ padding }) => padding === 'same') ? 'same' : 'valid', // an axis of one cell is the same under both
      ),
    transposed(output, _weight, inputShape) {
      const axes = placeWindows(windows, inputShape);
      return sumOfWindows(div(output, windowSizes(axes)), axes);
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

/** How many cells of each window lie inside the input. */
function cellsInside(axis: WindowAxis): number[] {
  return Array.from({ length: axis.output }, (_, cell) => {
    const begin = cell * axis.stride - axis.before;
    return Math.min(axis.input, begin + extent(axis)) - Math.max(0, begin);
  });
}

/** Adds each output cell to all input cells of its window. */
function sumOfWindows(output: Tensor, axes: readonly WindowAxis[]): Tensor {
  const [vertical, horizontal] = axes.map(({ kernel }) => kernel);
  const spaced = axes.reduce((image, { stride }, index) => spread(image, index + 1, stride), output);
  const padded = fitSpatial(spaced, axes.map(transposedMargin));
  return mul(avgPool(padded as Tensor4D, [vertical, horizontal], 1, 'valid'), vertical * horizontal);
}
