import { type Attributes, int, ints } from 'onnx-format';
import type { Graph } from '../graph/graph';
import { onlyNumber, type Range } from '../graph/range';
import { sizeOf } from '../graph/size-of';
import { isKnown, producer, type Value, type ValueType } from '../graph/value';
import { arranged, asIs, inOrder, lying, reshaped, rows, shapeOf, type View } from '../graph/view';

/** What an elementwise operator is and gives. */
export interface Elementwise {
  readonly op: string;
  readonly type: ValueType;
  readonly range?: Range;
  readonly attributes?: Attributes;
}

/** A function of two tensors that adds nodes. */
export type Operation = (graph: Graph, a: View, b: View) => View;

/** The shape to which shapes broadcast. */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    return lengths.find((length) => length !== 1) ?? 1;
  });
}

/** An elementwise operator with broadcasting; the result lies as the largest of the operands that are computed. */
export function elementwise(
  graph: Graph,
  { op, type, range, attributes }: Elementwise,
  operands: readonly View[],
): View {
  const shapes = operands.map(shapeOf);
  const shape = broadcastShape(shapes);
  const whole = shapes.findIndex((one) => String(one) === String(shape) && one.length === shape.length);
  const order = commonOrder(operands, shape.length);
  const values = operands.map((given, index) => {
    const operand = whole >= 0 && index !== whole ? unstretched(graph, given) : given;
    const isNumber = whole >= 0 && index !== whole && asNumber(graph, operand);
    return isNumber || arranged(graph, ofRank(graph, operand, shape.length), order);
  });
  return { value: graph.one(op, values, { shape: lying(shape, order), type, range }, attributes), order };
}

/** What a product with the same number everywhere spreads over more elements, times that number alone: whatever takes it spreads it again. */
function unstretched(graph: Graph, { value, order }: View): View {
  const factors = producer(value, 'Mul')?.inputs ?? [];
  for (const [index, factor] of factors.entries()) {
    const [times, small] = [factor && onlyNumber(factor.range), factors[1 - index]];
    if (times === undefined || !small || small.shape.length !== value.shape.length) continue;
    if (sizeOf(small.shape) === sizeOf(value.shape)) continue;
    return { value: scaled(graph, small, times), order };
  }
  return { value, order };
}

/** A value times a number; a sum by the number of its elements is their mean. */
function scaled(graph: Graph, value: Value, times: number): Value {
  const { shape, type } = value;
  const [summed, axes] = producer(value, 'ReduceSum')?.inputs ?? [];
  if (summed && axes?.origin.kind === 'literal' && times === Math.fround(sizeOf(shape) / sizeOf(summed.shape))) {
    const attributes = { axes: ints(Array.from(axes.origin.elements(), Number)), keepdims: int(1) };
    return graph.one('ReduceMean', [summed], { shape, type, range: summed.range }, attributes);
  }
  return graph.one('Mul', [value, graph.fill(times, [], type)], { shape, type });
}

/** How the largest of the operands lies; of equal ones, one whose axes are not in order. */
function commonOrder(operands: readonly View[], rank: number): readonly number[] {
  const weight = ({ value, order }: View) => {
    if (order.length < rank) return -1;
    const isTurned = order.some((axis, index) => axis !== index);
    return sizeOf(value.shape) * (isKnown(value) ? 0 : 2) + (isTurned ? 1 : 0);
  };
  const [largest] = [...operands].sort((a, b) => weight(b) - weight(a));
  return largest.order.length === rank ? largest.order : inOrder(rank);
}

/** A view with as many axes, the new ones of length 1 before the others. */
export function ofRank(graph: Graph, view: View, rank: number): View {
  const missing = rank - view.order.length;
  if (missing === 0) return view;
  return asIs(reshaped(graph, rows(graph, view), [...new Array<number>(missing).fill(1), ...shapeOf(view)]));
}

/** A value without axes, for a tensor that is one number everywhere. */
function asNumber(graph: Graph, { value }: View): Value | undefined {
  const number = onlyNumber(value.range);
  if (number !== undefined && isKnown(value)) return graph.fill(number, [], value.type);
  return sizeOf(value.shape) === 1 ? reshaped(graph, value, []) : undefined;
}

const typeCodes = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** A view with another type of elements. */
export function cast(graph: Graph, view: View, type: ValueType): View {
  const { value } = view;
  if (value.type === type) return view;
  const former = producer(value, 'Cast');
  if (former && former.inputs[0]?.type === type && type === 'bool') return { ...view, value: former.inputs[0] };
  const range = value.type === 'float32' ? undefined : value.type === 'bool' ? ([0, 1] as const) : value.range;
  return elementwise(graph, { op: 'Cast', type, range, attributes: { to: int(typeCodes[type]) } }, [view]);
}

/** A number as an operand. */
export function number(graph: Graph, value: number, type: ValueType = 'float32'): View {
  return asIs(graph.fill(value, [], type));
}
