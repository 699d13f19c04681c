import { slice_util } from '@tensorflow/tfjs-core';
import type { Graph } from '../graph/graph';
import { lying, shapeOf, type View } from '../graph/view';
import { type KernelCall, type KernelTable, translation } from '../trace/kernel-call';
import { axesOf } from './reduction';
import { inShape } from './reshape';

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

/** Cut into parts along an axis. */
export function split(graph: Graph, x: View, sizes: readonly number[], axis: number): View[] {
  const shape = shapeOf(x);
  let start = 0;
  const steps = shape.map(() => 1);
  return sizes.map((size) => {
    const begin = shape.map((_, other) => (other === axis ? start : 0));
    start += size;
    const end = shape.map((length, other) => (other === axis ? start : length));
    return cut(graph, x, begin, end, steps);
  });
}

function without(shape: readonly number[], axis: number): number[] {
  return shape.filter((_, other) => other !== axis);
}

/** The tensor with some axes the other way round. */
export function reversed(graph: Graph, x: View, axes: readonly number[]): View {
  const shape = shapeOf(x);
  const turned = shape.map((_, axis) => axes.includes(axis));
  const begin = shape.map((length, axis) => (turned[axis] ? length - 1 : 0));
  const end = shape.map((length, axis) => (turned[axis] ? -1 : length));
  const steps = turned.map((isTurned) => (isTurned ? -1 : 1));
  return cut(graph, x, begin, end, steps);
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

/** Parts of tensors. */
export const slicingKernels: KernelTable = {
  FlipLeftRight: translation(({ inputs: { image }, graph }) => reversed(graph, image, [2])),
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
  Unpack: translation<{ axis: number }>(({ inputs: { value }, attrs, graph }) => {
    const shape = shapeOf(value);
    const [axis] = axesOf(attrs.axis, shape.length);
    const parts = split(graph, value, new Array<number>(shape[axis]).fill(1), axis);
    return parts.map((part) => inShape(graph, part, without(shape, axis)));
  }),
};
