import { type Attributes, int, ints } from 'onnx-format';
import type { Graph } from '../graph/graph';
import { anything, type Range, sumRange, unit } from '../graph/range';
import type { ValueType } from '../graph/value';
import { asIs, reshaped, rows, type View } from '../graph/view';
import { type KernelTable, translation } from '../trace/kernel-call';
import { cast } from './elementwise';

interface ReductionAttributes {
  readonly axis?: number | readonly number[];
  readonly reductionIndices?: number | readonly number[];
  readonly keepDims?: boolean;
}

/** The axes as numbers from 0 on. */
export function axesOf(axis: number | readonly number[] | undefined | null, rank: number): number[] {
  const axes = axis === undefined || axis === null ? Array.from({ length: rank }, (_, index) => index) : [axis].flat();
  return axes.map((one) => (one < 0 ? one + rank : one));
}

interface Reduction {
  readonly op: string;
  readonly type?: ValueType;
  readonly range: Range;
  readonly attributes?: Attributes;
  /** Whether the operator takes its axes as an input. */
  readonly axesAreInput?: boolean;
}

/** Reduces a tensor over some axes, however it lies. */
export function reduced(graph: Graph, x: View, axes: readonly number[], keepDims: boolean, reduction: Reduction): View {
  const { op, range, attributes, axesAreInput, type = x.value.type } = reduction;
  const lying = axes.map((axis) => x.order[axis]).sort((a, b) => a - b);
  const shape = keepDims
    ? x.value.shape.map((length, axis) => (lying.includes(axis) ? 1 : length))
    : x.value.shape.filter((_, axis) => !lying.includes(axis));
  const kept = x.order.filter((_, axis) => !axes.includes(axis));
  const order = keepDims ? x.order : kept.map((axis) => axis - lying.filter((one) => one < axis).length);
  const inputs = axesAreInput ? [x.value, graph.integers(lying)] : [x.value];
  const value = graph.one(
    op,
    inputs,
    { shape, type, range },
    {
      ...(axesAreInput ? {} : { axes: ints(lying) }),
      keepdims: int(Number(keepDims)),
      ...attributes,
    },
  );
  return { value, order };
}

function reduction(op: string, rangeOf: (range: Range) => Range, axesAreInput = false, boolOp?: string) {
  return translation<ReductionAttributes>(({ inputs: { x }, attrs, graph }) => {
    const axes = axesOf(attrs.axis ?? attrs.reductionIndices, x.order.length);
    const isTruth = x.value.type === 'bool';
    const numbers = isTruth ? cast(graph, x, 'int32') : x;
    const { range } = numbers.value;
    if (axes.length === 0) return numbers;
    const result = reduced(graph, numbers, axes, attrs.keepDims ?? false, { op, range: rangeOf(range), axesAreInput });
    return isTruth && boolOp ? cast(graph, result, 'bool') : result;
  });
}

function place(op: string) {
  return translation<{ axis: number | readonly number[] }>(({ inputs: { x }, attrs, graph }) => {
    const [axis] = axesOf(attrs.axis, x.order.length);
    const along = x.order[axis];
    const numbers = x.value.type === 'bool' ? cast(graph, x, 'int32') : x;
    const column = x.value.shape.map((length, other) => (other === along ? 1 : length)); // as masks compare it
    const found = graph.one(op, [numbers.value], { shape: column, type: 'int64' }, { axis: int(along) });
    const { value } = cast(graph, asIs(found), 'int32');
    const shape = column.filter((_, other) => other !== along);
    const order = x.order.filter((_, other) => other !== axis).map((one) => (one > along ? one - 1 : one));
    return { value: reshaped(graph, value, shape), order };
  });
}

interface CumulativeAttributes {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/** A softmax along one axis, or its logarithm. */
function softmax(op: string, input: string, range: Range) {
  return translation<{ dim?: number; axis?: number }>(({ inputs, attrs, graph }) => {
    const x = inputs[input];
    const [axis] = axesOf(attrs.dim ?? attrs.axis ?? -1, x.order.length);
    const { shape, type } = x.value;
    return { value: graph.one(op, [x.value], { shape, type, range }, { axis: int(x.order[axis]) }), order: x.order };
  });
}

const same = (range: Range) => range;

/** What is computed along axes. */
export const reductionKernels: KernelTable = {
  All: reduction('ReduceMin', same, false, 'bool'),
  Any: reduction('ReduceMax', same, false, 'bool'),
  ArgMax: place('ArgMax'),
  ArgMin: place('ArgMin'),
  Cumsum: translation<CumulativeAttributes>(({ inputs: { x }, attrs: { axis, exclusive, reverse }, graph }) => {
    const [along] = axesOf(axis, x.order.length);
    const place = graph.literal(Int32Array.of(x.order[along]), [], 'int32');
    const { shape, type, range } = x.value;
    const attributes = { exclusive: int(Number(exclusive)), reverse: int(Number(reverse)) };
    return {
      value: graph.one('CumSum', [x.value, place], { shape, type, range: sumRange(range) }, attributes),
      order: x.order,
    };
  }),
  Max: reduction('ReduceMax', same),
  Mean: reduction('ReduceMean', same),
  Min: reduction('ReduceMin', same),
  Prod: reduction('ReduceProd', () => anything),
  Softmax: softmax('Softmax', 'logits', unit),
  Sum: reduction('ReduceSum', sumRange, true),
  TopK: translation<{ k: number; sorted: boolean }>(({ inputs: { x }, attrs: { k }, graph }) => {
    const value = rows(graph, x);
    const shape = [...value.shape.slice(0, -1), k];
    const [values, places] = graph.add('TopK', [value, graph.integers([k])], { axis: int(-1) }, [
      { shape, type: value.type, range: value.range },
      { shape, type: 'int64' },
    ]);
    return [asIs(values), cast(graph, asIs(places), 'int32')];
  }),
};
