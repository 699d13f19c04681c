import { add, type Tensor } from '@tensorflow/tfjs-core';
import { fit, spread } from './fit';
import { extent, type WindowAxis } from './window';

/**
 * Adds each output cell to one input cell of its window.
 *
 * @param output `[batch, ...outputs, channels]`
 * @param offset the cell of the window, one index an axis
 * @returns `[batch, ...inputs, channels]`
 */
export function scatterTo(output: Tensor, axes: readonly WindowAxis[], offset: readonly number[]): Tensor {
  return axes.reduce((image, axis, index) => scatterAxis(image, index + 1, axis, offset[index]), output);
}

/**
 * Adds each output cell to all input cells of its window, one axis after the other.
 *
 * @param output `[batch, ...outputs, channels]`
 * @returns `[batch, ...inputs, channels]`
 */
export function scatterToAll(output: Tensor, axes: readonly WindowAxis[]): Tensor {
  return axes.reduce((image, axis, index) => {
    const cells = Array.from({ length: axis.kernel }, (_, offset) => scatterAxis(image, index + 1, axis, offset));
    return cells.reduce((total, cell) => add(total, cell));
  }, output);
}

function scatterAxis(image: Tensor, axis: number, window: WindowAxis, offset: number): Tensor {
  const before = offset * window.dilation - window.before;
  const margins = image.shape.map((): [number, number] => [0, 0]);
  margins[axis] = [before, window.input - window.output * window.stride - before];
  return fit(spread(image, axis, window.stride), margins);
}

/** How many cells of each window lie inside the input. */
export function cellsInside(axis: WindowAxis): number[] {
  return Array.from({ length: axis.output }, (_, cell) => {
    const begin = Math.max(0, cell * axis.stride - axis.before);
    const end = Math.min(axis.input, cell * axis.stride - axis.before + extent(axis));
    return end - begin;
  });
}
