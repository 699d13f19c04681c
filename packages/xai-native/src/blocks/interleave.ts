import { int } from 'onnx-format';
import type { Graph, OutputType } from '../graph/graph';
import { sizeOf } from '../graph/size-of';
import type { Value } from '../graph/value';
import { reshaped, transposed } from '../graph/view';
import type { CellAxis } from './cell-axis';
import { blockedOperator } from './domain';

/**
 * An image in blocks from its cells by their places within a stride.
 *
 * @param phases images in blocks of one shape, by their rows and columns; one that is missing is zero
 * @param output the plain image
 */
export function interleaved(
  graph: Graph,
  phases: readonly (readonly (Value | undefined)[])[],
  output: OutputType,
  block: number,
): Value {
  const [first] = phases.flat().filter((part) => part !== undefined);
  const { type, range } = output;
  const [batch, channels, height, width] = first.shape;
  const images = (batch * channels) / block;
  const join = (parts: readonly (Value | undefined)[], runs: number): Value | undefined => {
    if (parts.every((part) => part === undefined)) return undefined;
    const present = parts.find((part) => part !== undefined) as Value;
    const shape = [runs, sizeOf(present.shape) / runs];
    const rows = parts.map((part) => (part ? reshaped(graph, part, shape) : graph.fill(0, shape, type)));
    const joined = { shape: [runs, shape[1] * parts.length], type, range };
    return rows.length === 1 ? rows[0] : graph.one('Concat', rows, joined, { axis: int(1) });
  };
  const rows = phases.map((row) => join(row, images * height * width));
  const [down, right] = [phases.length * height, phases[0].length * width];
  const all = reshaped(graph, join(rows, images * height) as Value, [images, down, right, block]);
  const [, , fullHeight, fullWidth] = output.shape;
  const whole = cropped(graph, all, { shape: [images, fullHeight, fullWidth, block], type, range });
  return reshaped(graph, whole, [batch, channels, fullHeight, fullWidth]);
}

/**
 * A plain image from the cells of each stretch.
 *
 * @param cells `[batch, at least cells * channels, down, right]` in blocks: the cells of a stretch row by row, each with its channels
 */
export function imageOfStretches(graph: Graph, cells: Value, [y, x]: readonly CellAxis[], output: Value): Value {
  const { type, range } = output;
  const [batch, channels, height, width] = output.shape;
  const all = y.cells * x.cells * channels;
  const rows = { shape: [batch, y.stretches, x.stretches, all], type, range };
  const attributes = { channels: int(all), channels_last: int(1) };
  const last = graph.one(blockedOperator('ReorderOutput'), [cells], rows, attributes);
  const apart = reshaped(graph, last, [batch * y.stretches, x.stretches, y.cells, x.cells * channels]);
  const lines = transposed(graph, apart, [0, 2, 1, 3]);
  const joined = reshaped(graph, lines, [batch, y.stretches * y.cells, x.stretches * x.cells, channels]);
  const whole = cropped(graph, joined, { shape: [batch, height, width, channels], type, range });
  return transposed(graph, whole, [0, 3, 1, 2]);
}

/** The beginning of each axis. */
function cropped(graph: Graph, x: Value, output: OutputType): Value {
  const axes = output.shape.flatMap((length, axis) => (length < x.shape[axis] ? [axis] : []));
  if (axes.length === 0) return x;
  const lists = [axes.map(() => 0), axes.map((axis) => output.shape[axis]), axes];
  return graph.one('Slice', [x, ...lists.map((list) => graph.integers(list))], output);
}
