import { avgPool, div, mean, mul, ones, reshape, type Tensor4D } from '@tensorflow/tfjs-core';
import { averagePoolGradient } from 'tfjs-gradients';
import type { LinearOperation } from './linear-operation';
import { placeWindows, type Window } from './window';

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
      return averagePoolGradient(output, placeWindows(windows, inputShape), (image) => {
        return avgPool(image as Tensor4D, [vertical.kernel, horizontal.kernel], 1, 'valid');
      });
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
