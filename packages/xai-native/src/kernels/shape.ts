import { type DataType, util } from '@tensorflow/tfjs-core';
import { int, string } from 'onnx-format';
import type { Graph } from '../graph/graph';
import { exactly, onlyNumber, union } from '../graph/range';
import { sizeOf } from '../graph/size-of';
import type { ValueType } from '../graph/value';
import { arranged, lying, shapeOf, type View } from '../graph/view';
import { type KernelTable, translation } from '../trace/kernel-call';
import { cast } from './elementwise';
import { axesOf } from './reduction';
import { inShape } from './reshape';
import { reversed, split } from './slicing';

/** Tensors one after the other along an axis. */
function joined(graph: Graph, tensors: readonly View[], axis: number): View {
  const parts = tensors.filter((view) => sizeOf(view.value.shape) > 0);
  if (parts.length <= 1) return parts[0] ?? tensors[0];
  const { order } = [...parts].sort((a, b) => Number(isTurned(b)) - Number(isTurned(a)))[0];
  const values = parts.map((view) => arranged(graph, view, order));
  const shape = [...values[0].shape];
  shape[order[axis]] = values.reduce((total, value) => total + value.shape[order[axis]], 0);
  const range = union(values.map((value) => value.range));
  return {
    value: graph.one('Concat', values, { shape, type: values[0].type, range }, { axis: int(order[axis]) }),
    order,
  };
}

function isTurned({ order }: View): boolean {
  return order.some((axis, index) => axis !== index);
}

/** A tensor with margins, of one number or of its own elements. */
function padded(
  graph: Graph,
  x: View,
  margins: readonly (readonly number[])[],
  value: number,
  mode = 'constant',
): View {
  if (margins.every(([before, after]) => before === 0 && after === 0)) return x;
  const { order } = x;
  const { type, range } = x.value;
  const shape = shapeOf(x).map((length, axis) => length + margins[axis][0] + margins[axis][1]);
  const pads = [0, 1].flatMap((side) =>
    lying(
      margins.map((margin) => margin[side]),
      order,
    ),
  );
  const inputs = [x.value, graph.integers(pads), ...(mode === 'constant' ? [graph.fill(value, [], type)] : [])];
  const output = {
    shape: lying(shape, order),
    type,
    range: mode === 'constant' ? union([range, exactly(value)]) : range,
  };
  return { value: graph.one('Pad', inputs, output, { mode: string(mode) }), order };
}

/** A tensor in which each element of an axis comes several times. */
function tiled(graph: Graph, x: View, reps: readonly number[]): View {
  const { order } = x;
  const { type, range } = x.value;
  const shape = lying(
    shapeOf(x).map((length, axis) => length * reps[axis]),
    order,
  );
  if (reps.every((one) => one === 1)) return x;
  const number = onlyNumber(range);
  if (number !== undefined) return { value: graph.fill(number, shape, type), order };
  return { value: graph.one('Tile', [x.value, graph.integers(lying(reps, order))], { shape, type, range }), order };
}

/** What moves and copies elements without computing. */
export const shapeKernels: KernelTable = {
  Cast: translation<{ dtype: DataType }>(({ inputs: { x }, attrs: { dtype }, graph }) =>
    cast(graph, x, dtype as ValueType),
  ),
  Concat: translation<{ axis: number }>(({ inputs, attrs: { axis }, graph }) => {
    const tensors = Object.values(inputs);
    return joined(graph, tensors, axesOf(axis, tensors[0].order.length)[0]);
  }),
  ExpandDims: translation<{ dim: number }>(({ inputs: { input }, attrs: { dim }, graph }) => {
    const shape = shapeOf(input);
    shape.splice(dim < 0 ? dim + shape.length + 1 : dim, 0, 1);
    return inShape(graph, input, shape);
  }),
  MirrorPad: translation<{ paddings: [number, number][]; mode: string }>(({ inputs: { x }, attrs, graph }) => {
    if (attrs.mode === 'reflect') return padded(graph, x, attrs.paddings, 0, 'reflect');
    return attrs.paddings.reduce((view, [before, after], axis) => {
      const length = shapeOf(view)[axis];
      const [front, rest, back] = [before, length - before, 0];
      const [head] = split(graph, view, [front, rest, back], axis);
      const tail = split(graph, view, [length - after, after], axis)[1];
      return joined(graph, [reversed(graph, head, [axis]), view, reversed(graph, tail, [axis])], axis);
    }, x);
  }),
  Pack: translation<{ axis: number }>(({ inputs, attrs: { axis }, graph }) => {
    const expanded = Object.values(inputs).map((view) => {
      const shape = shapeOf(view);
      shape.splice(axis, 0, 1);
      return inShape(graph, view, shape);
    });
    return joined(graph, expanded, axis);
  }),
  PadV2: translation<{ paddings: [number, number][]; constantValue: number }>(({ inputs: { x }, attrs, graph }) =>
    padded(graph, x, attrs.paddings, attrs.constantValue),
  ),
  Reshape: translation<{ shape: number[] }>(({ inputs: { x }, attrs: { shape }, graph }) =>
    inShape(graph, x, util.inferFromImplicitShape(shape, sizeOf(x.value.shape))),
  ),
  Tile: translation<{ reps: number[] }>(({ inputs: { x }, attrs: { reps }, graph }) => tiled(graph, x, reps)),
  Transpose: translation<{ perm: number[] }>(({ inputs: { x }, attrs: { perm } }) => ({
    value: x.value,
    order: perm.map((axis) => x.order[axis]),
  })),
};
