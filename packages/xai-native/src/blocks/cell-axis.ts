import { int, ints } from 'onnx-format';
import type { Node } from '../graph/value';

/** One axis of a convolution, or of a transposed one, as its attributes and shapes say. */
export interface Axis {
  /** How many cells it is given, and how many it computes. */
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly before: number;
}

/**
 * One axis of a convolution that computes some cells of each stretch of its output, as channels: cell u of stretch t from the cells
 * `stride * t - before`, ... of its input.
 */
export interface CellAxis {
  /** How many cells of a stretch. */
  readonly cells: number;
  /** How many stretches. */
  readonly stretches: number;
  /** How many cells of the input each takes, 0 where there are none. */
  readonly taps: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
  /** How many phases its input is in: 1, or 2, if the cells at even places and those at odd ones are channels. */
  readonly phases: number;
  /** Which element of the kernel weighs a tap of a phase; there is none outside of the kernel. */
  readonly source: (cell: number, tap: number, phase: number) => number;
}

/** Height and width; none for dilated convolutions. */
export function axesOf({ inputs: [image, kernel], attributes, outputs: [output] }: Node): Axis[] | undefined {
  const list = (name: string) => attributes[name].value as readonly number[];
  if (list('dilations').some((dilation) => dilation !== 1)) return undefined;
  return [0, 1].map((axis) => ({
    input: image!.shape[axis + 2],
    output: output.shape[axis + 2],
    kernel: kernel!.shape[axis + 2],
    stride: list('strides')[axis],
    before: list('pads')[axis],
  }));
}

/** A convolution of stride 1 as one that computes stretches of so many cells at once. */
export function stretchedAxis({ input, output, kernel, before }: Axis, cells: number): CellAxis {
  const stretches = Math.ceil(output / cells);
  const taps = kernel + cells - 1;
  const after = (stretches - 1) * cells + taps - input - before;
  return { cells, stretches, taps, stride: cells, before, after, phases: 1, source: (cell, tap) => tap - cell };
}

/** A transposed convolution as a convolution of its input that computes stretches of so many cells, a multiple of the stride, at once. */
export function transposedStretches({ input, output, kernel, stride, before }: Axis, cells: number): CellAxis {
  const first = Math.ceil((before - kernel + 1) / stride);
  const last = Math.floor((cells - 1 + before) / stride);
  const stretches = Math.ceil(output / cells);
  const taps = last - first + 1;
  const step = cells / stride;
  const after = (stretches - 1) * step + taps - input + first;
  const source = (cell: number, tap: number) => cell + before - stride * (tap + first);
  return { cells, stretches, taps, stride: step, before: -first, after, phases: 1, source };
}

/** Of each stride of a transposed convolution's output, one cell: a convolution of stride 1 by every so manieth element of the kernel, backwards. */
export function phase({ input, output, kernel, stride, before }: Axis, cell: number): CellAxis {
  const first = (cell + before) % stride;
  const taps = first < kernel ? Math.ceil((kernel - first) / stride) : 0;
  const lead = taps - 1 - Math.floor((cell + before) / stride);
  const stretches = Math.ceil(output / stride);
  const after = stretches + taps - 1 - input - lead;
  const source = (_cell: number, tap: number) => first + stride * (taps - 1 - tap);
  return { cells: 1, stretches, taps, stride: 1, before: lead, after, phases: 1, source };
}

/** The same of an input of even length that is in phases, by an even stride. */
export function overPhases({ cells, stretches, taps, stride, before, source }: CellAxis, input: number): CellAxis {
  const first = Math.floor(-before / 2);
  const last = Math.floor((taps - 1 - before) / 2);
  return {
    cells,
    stretches,
    taps: last - first + 1,
    stride: stride / 2,
    before: -first,
    after: ((stretches - 1) * stride) / 2 + last + 1 - input / 2,
    phases: 2,
    source: (cell, tap, phase) => source(cell, 2 * (first + tap) + phase + before, 0),
  };
}

/** Whether a convolution can compute it: it adds zeros around its input, but takes none away. */
export function isPlaced({ taps, before, after }: CellAxis): boolean {
  return taps === 0 || (before >= 0 && after >= 0);
}

/** The attributes of the convolution. */
export function cellAttributes(axes: readonly CellAxis[], group: number) {
  return {
    kernel_shape: ints(axes.map(({ taps }) => taps)),
    strides: ints(axes.map(({ stride }) => stride)),
    dilations: ints(axes.map(() => 1)),
    pads: ints([...axes.map(({ before }) => before), ...axes.map(({ after }) => after)]),
    group: int(group),
  };
}
