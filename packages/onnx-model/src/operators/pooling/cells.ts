import { stridedSlice, type Tensor } from '@tensorflow/tfjs-core';
import { extentOf, type Window } from '../convolution/window';
import { indicesOf } from '../values/indices';

/** Of all windows over images or volumes, the cells: a tensor for each place in a window. */
export function cellsOf(x: Tensor, windows: readonly Window[]): Tensor[] {
  const strides = [1, ...windows.map(({ stride }) => stride), 1];
  return Array.from(indicesOf(windows.map(({ kernel }) => kernel)), (index) => {
    const begin = [0, ...windows.map(({ dilation }, axis) => index[axis] * dilation), 0];
    const end = x.shape.map((length, axis) => {
      const window = windows[axis - 1];
      return window ? length - extentOf(window) + begin[axis] + 1 : length;
    });
    return stridedSlice(x, begin, end, strides);
  });
}
