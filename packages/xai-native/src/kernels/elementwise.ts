import { type Attributes, int } from 'onnx-format';
import type { Graph } from '../graph/graph';
import { onlyNumber, type Range } from '../graph/range';
import { isKnown, producer, sizeOf, type Value, type ValueType } from '../graph/value';
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
  const values = operands.map((operand, index) => {
    const isNumber = whole >= 0 && index !== whole && asNumber(graph, operand);
    return isNumber || arranged(graph, ofRank(graph, operand, shape.length), order);
  });
  return { value: graph.one(op, values, { shape: lying(shape, order), type, range }, attributes), order };
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
