import { add, concat, reshape, slice, type Tensor, transpose, zeros } from '@tensorflow/tfjs-core';
import { fitSpatial } from './fit';
import { extent, type WindowAxis } from './window';

/**
 * An image cut into phases: of a stride s, each phase holds every s-th cell, so that the cells at one place of all
 * windows are a plain part of one phase. (`tf.stridedSlice` is slow on wasm.)
 */
export class Phases {
  private readonly cells: readonly [number, number];

  constructor(
    private readonly axes: readonly [WindowAxis, WindowAxis],
    private readonly batch: number,
    private readonly channels: number,
  ) {
    this.cells = axes.map((axis) => {
      const spanned = (axis.output - 1) * axis.stride + extent(axis);
      return Math.ceil(Math.max(spanned, axis.input + axis.before) / axis.stride);
    }) as [number, number];
  }

  /** The image `[batch, height, width, channels]` as `[phases * batch, cells, cells, channels]`. */
  cut(image: Tensor, padding: number): Tensor {
    const [y, x] = this.axes;
    const [rows, columns] = this.cells;
    const { batch, channels } = this;
    const margins = this.axes.map((axis, index): [number, number] => {
      const after = this.cells[index] * axis.stride - axis.input - axis.before;
      return [axis.before, after];
    });
    const padded = fitSpatial(image, margins, padding);
    if (y.stride * x.stride === 1) return padded;
    const byRow = transpose(reshape(padded, [batch * rows, y.stride, columns * x.stride * channels]), [1, 0, 2]);
    const byCell = transpose(reshape(byRow, [y.stride * batch * rows * columns, x.stride, channels]), [1, 0, 2]);
    return reshape(byCell, [x.stride * y.stride * batch, rows, columns, channels]);
  }

  /** The cell at an offset of each window, `[batch, outputs, outputs, channels]`. */
  at(phases: Tensor, offset: readonly [number, number]): Tensor {
    const { batch, channels } = this;
    const { phase, row, column } = this.place(offset);
    const [y, x] = this.axes;
    return slice(phases, [phase * batch, row, column, 0], [batch, y.output, x.output, channels]);
  }

  /** Puts values back to the cells that they belong to, and adds up what meets: `[batch, height, width, channels]`. */
  join(values: readonly { readonly offset: readonly [number, number]; readonly value: Tensor }[]): Tensor {
    const [y, x] = this.axes;
    const [rows, columns] = this.cells;
    const { batch, channels } = this;
    const totals = new Map<number, Tensor>();
    for (const { offset, value } of values) {
      const { phase, row, column } = this.place(offset);
      const placed = fitSpatial(value, [
        [row, rows - row - y.output],
        [column, columns - column - x.output],
      ]);
      const total = totals.get(phase);
      totals.set(phase, total ? add(total, placed) : placed);
    }
    const parts = Array.from(
      { length: x.stride * y.stride },
      (_, phase) => totals.get(phase) ?? zeros([batch, rows, columns, channels]),
    );
    const image = parts.length === 1 ? parts[0] : this.interleave(concat(parts, 0));
    const margins = this.axes.map((axis, index): [number, number] => [
      -axis.before,
      axis.input + axis.before - this.cells[index] * axis.stride,
    ]);
    return fitSpatial(image, margins);
  }

  private interleave(phases: Tensor): Tensor {
    const [y, x] = this.axes;
    const [rows, columns] = this.cells;
    const { batch, channels } = this;
    const byCell = reshape(phases, [x.stride, y.stride * batch * rows * columns, channels]);
    const byRow = reshape(transpose(byCell, [1, 0, 2]), [y.stride, batch * rows, columns * x.stride * channels]);
    return reshape(transpose(byRow, [1, 0, 2]), [batch, rows * y.stride, columns * x.stride, channels]);
  }

  /** The phase of an offset, and its place in there. */
  private place(offset: readonly [number, number]): { phase: number; row: number; column: number } {
    const [y, x] = this.axes;
    const [down, right] = [offset[0] * y.dilation, offset[1] * x.dilation];
    const phase = (right % x.stride) * y.stride + (down % y.stride);
    return { phase, row: Math.floor(down / y.stride), column: Math.floor(right / x.stride) };
  }
}
