import { type DataType, slice_util, util } from '@tensorflow/tfjs-core';
import { int, string } from 'onnx-format';
import type { Graph } from '../graph/graph';
import { exactly, onlyNumber, union } from '../graph/range';
import { sizeOf, type ValueType } from '../graph/value';
import { arranged, asIs, lying, reshaped, rows, shapeOf, type View } from '../graph/view';
import { type KernelCall, type KernelTable, translation } from '../trace/kernel-call';
import { cast, elementwise, number } from './elementwise';
import { axesOf } from './reduction';

/** The tensor in another shape. */
function inShape(graph: Graph, x: View, shape: readonly number[]): View {
  const given = shapeOf(x);
  if (String(given) === String(shape) && given.length === shape.length) return x;
  return inUnitShape(graph, x, shape) ?? asIs(reshaped(graph, rows(graph, x), shape));
}

/** A shape that only has more or fewer axes of length 1: the tensor can stay as it lies. */
function inUnitShape(graph: Graph, x: View, shape: readonly number[]): View | undefined {
  const given = shapeOf(x);
  const long = (lengths: readonly number[]) => lengths.flatMap((length, axis) => (length === 1 ? [] : [axis]));
  const [from, to] = [long(given), long(shape)];
  if (String(from.map((axis) => given[axis])) !== String(to.map((axis) => shape[axis]))) return undefined;
  const places = from.map((axis) => x.order[axis]); // where the long axes lie
  if (places.every((place, index) => index === 0 || places[index - 1] < place)) return undefined;
  const sorted = [...places].sort((a, b) => a - b);
  const ones = shape.flatMap((length, axis) => (length === 1 ? [axis] : []));
  const order = new Array<number>(shape.length);
  // a batch of one stays in front, all other new axes of length 1 go behind
  const leading = ones.filter((axis) => axis < (to[0] ?? 0));
  leading.forEach((axis, index) => {
    order[axis] = index;
  });
  to.forEach((axis, index) => {
    order[axis] = leading.length + sorted.indexOf(places[index]);
  });
  ones.slice(leading.length).forEach((axis, index) => {
    order[axis] = leading.length + to.length + index;
  });
  return { value: reshaped(graph, x.value, lying(shape, order)), order };
}

/** Part of a tensor: from `begin` in steps to before `end`, which may be none: all before the first element. */
function cut(graph: Graph, x: View, begin: readonly number[], end: readonly number[], steps: readonly number[]): View {
  const given = shapeOf(x);
  const lengths = given.map((_, axis) => Math.max(0, Math.ceil((end[axis] - begin[axis]) / steps[axis])));
  const axes = given.flatMap((length, axis) =>
    begin[axis] === 0 && steps[axis] === 1 && end[axis] >= length ? [] : [axis],
  );
  if (axes.length === 0) return x;
  const { value, order } = x;
  const ends = axes.map((axis) => (end[axis] < 0 ? -given[axis] - 1 : end[axis]));
  const lists = [
    axes.map((axis) => begin[axis]),
    ends,
    axes.map((axis) => order[axis]),
    axes.map((axis) => steps[axis]),
  ];
  const { type, range } = value;
  const inputs = [value, ...lists.map((list) => graph.integers(list))];
  return { value: graph.one('Slice', inputs, { shape: lying(lengths, order), type, range }), order };
}

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

/** Cut into parts along an axis. */
function split(graph: Graph, x: View, sizes: readonly number[], axis: number): View[] {
  const shape = shapeOf(x);
  let start = 0;
  return sizes.map((size) => {
    const [begin, end] = [shape.map(() => 0), [...shape]];
    [begin[axis], end[axis]] = [start, start + size];
    start += size;
    return cut(
      graph,
      x,
      begin,
      end,
      shape.map(() => 1),
    );
  });
}

function without(shape: readonly number[], axis: number): number[] {
  return shape.filter((_, other) => other !== axis);
}

function reversed(graph: Graph, x: View, axes: readonly number[]): View {
  const shape = shapeOf(x);
  const of = (turned: (length: number) => number, straight: (length: number) => number) =>
    shape.map((length, axis) => (axes.includes(axis) ? turned(length) : straight(length)));
  const lists = [
    of(
      (length) => length - 1,
      () => 0,
    ),
    of(
      () => -1,
      (length) => length,
    ),
    of(
      () => -1,
      () => 1,
    ),
  ];
  const [begin, end, steps] = lists;
  return cut(graph, x, begin, end, steps);
}

const bool: ValueType = 'bool';

function constant(graph: Graph, value: number, shape: readonly number[], dtype: DataType): View {
  return asIs(graph.fill(dtype === bool ? Number(value !== 0) : value, shape, dtype as ValueType));
}

/** A tensor of the numbers 0, 1, ... where an integer comes from, as a mask. */
function oneHot({
  inputs: { indices },
  attrs,
  graph,
}: KernelCall<{ depth: number; onValue: number; offValue: number; dtype: DataType }>) {
  const shape = shapeOf(indices);
  const column = inShape(graph, indices, [...shape, 1]);
  const classes = asIs(
    graph.literal(
      Int32Array.from({ length: attrs.depth }, (_, index) => index),
      [attrs.depth],
      'int32',
    ),
  );
  const isOne = elementwise(graph, { op: 'Equal', type: 'bool', range: [0, 1] }, [
    cast(graph, column, 'int32'),
    classes,
  ]);
  const [on, off] = [attrs.onValue, attrs.offValue].map((value) => number(graph, value, attrs.dtype as ValueType));
  const range = union([on.value.range, off.value.range]);
  return elementwise(graph, { op: 'Where', type: attrs.dtype as ValueType, range }, [isOne, on, off]);
}

interface StridedSliceAttributes {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

function stridedSlice({ inputs: { x }, attrs, graph }: KernelCall<StridedSliceAttributes>): View {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  const info = slice_util.sliceInfo(
    shapeOf(x),
    begin,
    end,
    strides,
    beginMask,
    endMask,
    ellipsisMask,
    newAxisMask,
    shrinkAxisMask,
  );
  const sparse = inShape(graph, x, shapeOf(x));
  if (info.isIdentity) return inShape(graph, sparse, info.finalShape);
  return inShape(graph, cut(graph, sparse, info.begin, info.end, info.strides), info.finalShape);
}

/** What moves, copies and makes elements without computing. */
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
  Fill: translation<{ shape: number[]; value: number; dtype?: DataType }>(({ attrs, graph }) =>
    constant(graph, attrs.value, attrs.shape, attrs.dtype ?? 'float32'),
  ),
  FlipLeftRight: translation(({ inputs: { image }, graph }) => reversed(graph, image, [2])),
  LinSpace: translation<{ start: number; stop: number; num: number }>(({ attrs: { start, stop, num }, graph }) => {
    const step = num > 1 ? (stop - start) / (num - 1) : 0;
    return asIs(
      graph.literal(
        Float32Array.from({ length: num }, (_, index) => start + index * step),
        [num],
        'float32',
      ),
    );
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
  OneHot: translation(oneHot),
  OnesLike: translation(({ inputs: { x }, graph }) => constant(graph, 1, shapeOf(x), x.value.type as DataType)),
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
  Range: translation<{ start: number; stop: number; step: number; dtype: 'float32' | 'int32' }>(({ attrs, graph }) => {
    const { start, stop, step, dtype } = attrs;
    const length = Math.max(0, Math.ceil((stop - start) / step));
    const values = Array.from({ length }, (_, index) => start + index * step);
    return asIs(
      graph.literal(dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values), [length], dtype),
    );
  }),
  Reshape: translation<{ shape: number[] }>(({ inputs: { x }, attrs: { shape }, graph }) =>
    inShape(graph, x, util.inferFromImplicitShape(shape, sizeOf(x.value.shape))),
  ),
  Reverse: translation<{ dims: number | number[] }>(({ inputs: { x }, attrs: { dims }, graph }) =>
    reversed(graph, x, axesOf(dims, x.order.length)),
  ),
  Slice: translation<{ begin: number[]; size: number[] }>(({ inputs: { x }, attrs: { begin, size }, graph }) => {
    const shape = shapeOf(x);
    const [starts, sizes] = slice_util.parseSliceParams({ shape, rank: shape.length } as never, begin, size);
    const ends = starts.map((start, axis) => start + sizes[axis]);
    return cut(
      graph,
      x,
      starts,
      ends,
      shape.map(() => 1),
    );
  }),
  SplitV: translation<{ numOrSizeSplits: number | number[]; axis: number }>(({ inputs: { x }, attrs, graph }) => {
    const shape = shapeOf(x);
    const [axis] = axesOf(attrs.axis, shape.length);
    const { numOrSizeSplits: parts } = attrs;
    const sizes = typeof parts === 'number' ? new Array<number>(parts).fill(shape[axis] / parts) : [...parts];
    const open = sizes.indexOf(-1);
    if (open >= 0) sizes[open] = shape[axis] - sizes.reduce((total, size) => total + size, 1);
    return split(graph, x, sizes, axis);
  }),
  StridedSlice: translation(stridedSlice),
  Tile: translation<{ reps: number[] }>(({ inputs: { x }, attrs: { reps }, graph }) => tiled(graph, x, reps)),
  Transpose: translation<{ perm: number[] }>(({ inputs: { x }, attrs: { perm } }) => ({
    value: x.value,
    order: perm.map((axis) => x.order[axis]),
  })),
  Unpack: translation<{ axis: number }>(({ inputs: { value }, attrs, graph }) => {
    const shape = shapeOf(value);
    const [axis] = axesOf(attrs.axis, shape.length);
    const parts = split(graph, value, new Array<number>(shape[axis]).fill(1), axis);
    return parts.map((part) => inShape(graph, part, without(shape, axis)));
  }),
  ZerosLike: translation(({ inputs: { x }, graph }) => constant(graph, 0, shapeOf(x), x.value.type as DataType)),
};
