import type { DataType } from '@tensorflow/tfjs-core';
import type { Graph } from '../graph/graph';
import { union } from '../graph/range';
import type { ValueType } from '../graph/value';
import { asIs, shapeOf, type View } from '../graph/view';
import { type KernelCall, type KernelTable, translation } from '../trace/kernel-call';
import { cast, elementwise, number } from './elementwise';
import { inShape } from './reshape';

function constant(graph: Graph, value: number, shape: readonly number[], dtype: DataType): View {
  return asIs(graph.fill(dtype === 'bool' ? Number(value !== 0) : value, shape, dtype as ValueType));
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

/** Tensors that are made of numbers. */
export const makingKernels: KernelTable = {
  Fill: translation<{ shape: number[]; value: number; dtype?: DataType }>(({ attrs, graph }) =>
    constant(graph, attrs.value, attrs.shape, attrs.dtype ?? 'float32'),
  ),
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
  OneHot: translation(oneHot),
  OnesLike: translation(({ inputs: { x }, graph }) => constant(graph, 1, shapeOf(x), x.value.type as DataType)),
  Range: translation<{ start: number; stop: number; step: number; dtype: 'float32' | 'int32' }>(({ attrs, graph }) => {
    const { start, stop, step, dtype } = attrs;
    const length = Math.max(0, Math.ceil((stop - start) / step));
    const values = Array.from({ length }, (_, index) => start + index * step);
    return asIs(
      graph.literal(dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values), [length], dtype),
    );
  }),
  ZerosLike: translation(({ inputs: { x }, graph }) => constant(graph, 0, shapeOf(x), x.value.type as DataType)),
};
