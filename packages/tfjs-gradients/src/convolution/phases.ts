import { add, concat, reshape, slice, type Tensor, transpose, util, zeros } from '@tensorflow/tfjs-core';
import { fitSpatial, type Margin } from '../arithmetic/fit';
import { extent, type WindowAxis } from './axis';

/** Where a cell of all windows lies: in which phase, and from which of its cells on. */
interface Place {
  readonly phase: number;
  readonly begin: readonly number[];
}

/**
 * An image cut into phases: of a stride s, each phase holds every s-th cell, so that the cells at one place of all
 * windows are a plain part of one phase. (`tf.stridedSlice` is slow on wasm.)
 */
export class Phases {
  private readonly cells: readonly number[];
  private readonly count: number;

  constructor(
    private readonly axes: readonly WindowAxis[],
    private readonly batch: number,
    private readonly channels: number,
  ) {
    this.cells = axes.map((axis) => {
      const spanned = (axis.output - 1) * axis.stride + extent(axis);
      return Math.ceil(Math.max(spanned, axis.input + axis.before) / axis.stride);
    });
    this.count = util.sizeFromShape(axes.map(({ stride }) => stride));
  }

  /** The image `[batch, ...spatial, channels]` as `[phases * batch, ...cells, channels]`. */
  cut(image: Tensor, padding: number): Tensor {
    const margins = this.axes.map((axis, index): Margin => {
      return [axis.before, this.cells[index] * axis.stride - axis.input - axis.before];
    });
    let rows = fitSpatial(image, margins, padding);
    const { size } = rows;
    let before = this.batch;
    this.axes.forEach(({ stride }, index) => {
      before *= this.cells[index];
      if (stride === 1) return;
      rows = transpose(reshape(rows, [before, stride, size / (before * stride)]), [1, 0, 2]);
      before *= stride;
    });
    return reshape(rows, [this.count * this.batch, ...this.cells, this.channels]);
  }

  /** The cell at an offset of each window, `[batch, ...outputs, channels]`. */
  at(phases: Tensor, offset: readonly number[]): Tensor {
    const { batch, channels } = this;
    const { phase, begin } = this.place(offset);
    return slice(phases, [phase * batch, ...begin, 0], [batch, ...this.axes.map(({ output }) => output), channels]);
  }

  /** Puts values back to the cells that they belong to, and adds up what meets: `[batch, ...spatial, channels]`. */
  join(values: readonly { readonly offset: readonly number[]; readonly value: Tensor }[]): Tensor {
    const { batch, channels, cells } = this;
    const totals = new Map<number, Tensor>();
    for (const { offset, value } of values) {
      const { phase, begin } = this.place(offset);
      const margins = this.axes.map(({ output }, index): Margin => {
        return [begin[index], cells[index] - begin[index] - output];
      });
      const placed = fitSpatial(value, margins);
      const total = totals.get(phase);
      totals.set(phase, total ? add(total, placed) : placed);
    }
    const parts = Array.from(
      { length: this.count },
      (_, phase) => totals.get(phase) ?? zeros([batch, ...cells, channels]),
    );
    const margins = this.axes.map((axis, index): Margin => {
      return [-axis.before, axis.input + axis.before - cells[index] * axis.stride];
    });
    return fitSpatial(this.interleave(parts.length === 1 ? parts[0] : concat(parts, 0)), margins);
  }

  private interleave(phases: Tensor): Tensor {
    let rows = phases;
    let before = this.batch * this.count * util.sizeFromShape([...this.cells]);
    for (const [index, { stride }] of [...this.axes.entries()].reverse()) {
      before /= stride;
      if (stride > 1) {
        rows = transpose(reshape(rows, [stride, before, phases.size / (before * stride)]), [1, 0, 2]);
      }
      before /= this.cells[index];
    }
    const spatial = this.axes.map(({ stride }, index) => stride * this.cells[index]);
    return reshape(rows, [this.batch, ...spatial, this.channels]);
  }

  private place(offset: readonly number[]): Place {
    const cells = this.axes.map(({ dilation }, index) => offset[index] * dilation);
    return {
      phase: this.axes.reduceRight((phase, { stride }, index) => phase * stride + (cells[index] % stride), 0),
      begin: this.axes.map(({ stride }, index) => Math.floor(cells[index] / stride)),
    };
  }
}
