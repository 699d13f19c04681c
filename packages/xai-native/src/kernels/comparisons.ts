import type { Graph } from '../graph/graph';
import { onlyNumber, type Range, unit } from '../graph/range';
import { producer, type Value } from '../graph/value';
import type { View } from '../graph/view';
import { cast, elementwise, number, type Operation } from './elementwise';

/** Where both hold. */
export const both: Operation = (graph, a, b) => elementwise(graph, { op: 'And', type: 'bool', range: unit }, [a, b]);

/** Whether two tensors lie alike. */
export function sameOrder(a: View, b: View): boolean {
  return String(a.order) === String(b.order);
}

/** A comparison, which the ranges may decide. */
function comparison(op: string, decide: (a: Range, b: Range) => boolean | undefined): Operation {
  return (graph, a, b) => {
    const isTruth = a.value.type === 'bool' && op !== 'Equal';
    const [left, right] = isTruth ? [cast(graph, a, 'int32'), cast(graph, b, 'int32')] : [a, b];
    const decided = decide(left.value.range, right.value.range);
    const range: Range = decided === undefined ? unit : decided ? [1, 1] : [0, 0];
    return elementwise(graph, { op, type: 'bool', range }, [left, right]);
  };
}

/** Where the first is above the second. */
export const greater = comparison('Greater', ([minA, maxA], [minB, maxB]) =>
  minA > maxB ? true : maxA <= minB ? false : undefined,
);

/** Where the first is below the second. */
export const less: Operation = (graph, a, b) => greater(graph, b, a);

const compareEqual = comparison('Equal', ([minA, maxA], [minB, maxB]) =>
  minA > maxB || minB > maxA ? false : undefined,
);

/** Where the first is not below the second. */
export const greaterEqual = comparison('GreaterOrEqual', () => undefined);

/** Where the first is not above the second. */
export const lessEqual = comparison('LessOrEqual', () => undefined);

/** Where two tensors are equal; of a tensor and itself cut off, where it is within the bounds. */
export const equal: Operation = (graph, a, b) => {
  const [source, low, high] = producer(b.value, 'Clip')?.inputs ?? [];
  if (!source || !low || !high || !sameOrder(a, b)) return compareEqual(graph, a, b);
  const within = { value: source, order: b.order };
  const isBelow = lessEqual(graph, within, { value: high, order: [] });
  if (a.value === source) return both(graph, greaterEqual(graph, within, { value: low, order: [] }), isBelow);
  const isRectified = producer(a.value, 'Relu')?.inputs[0] === source && onlyNumber(low.range) === 0;
  return isRectified ? isBelow : compareEqual(graph, a, b);
};

/** Where something does not hold. */
export function not(graph: Graph, truth: View): View {
  return elementwise(graph, { op: 'Not', type: 'bool', range: unit }, [truth]);
}

/** Where a tensor is above zero; of a difference or a distance, by comparing what was subtracted. */
export function isPositive(graph: Graph, x: View): View {
  const { order } = x;
  const [a, b] = producer(x.value, 'Sub')?.inputs ?? [];
  if (a && b) return greater(graph, { value: a, order: orderFor(a, order) }, { value: b, order: orderFor(b, order) });
  const [distance] = producer(x.value, 'Abs')?.inputs ?? [];
  const [from, to] = (distance && producer(distance, 'Sub')?.inputs) ?? [];
  if (from && to) {
    return not(
      graph,
      equal(graph, { value: from, order: orderFor(from, order) }, { value: to, order: orderFor(to, order) }),
    );
  }
  // its positive part tells as well, and is at hand
  const rectified = clippedAroundZero(graph, x.value) ?? graph.find('Relu', x.value);
  return greater(graph, rectified ? { value: rectified, order } : x, number(graph, 0));
}

/** A value cut off somewhere below and above zero, if that is computed anyway. */
function clippedAroundZero(graph: Graph, value: Value): Value | undefined {
  const clip = graph.find('Clip', value);
  const [low, high] = ((clip && producer(clip, 'Clip')?.inputs) ?? [])
    .slice(1)
    .map((bound) => bound && onlyNumber(bound.range));
  return low !== undefined && high !== undefined && low <= 0 && high > 0 ? clip : undefined;
}

/** The operands of an elementwise node lie as its result, or are single numbers. */
function orderFor({ shape }: Value, order: readonly number[]): readonly number[] {
  return shape.length === 0 ? [] : order;
}
