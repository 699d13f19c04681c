import { ints } from 'onnx-format';
import { inOtherShape, permutedAxes } from '../known/strided';
import type { Graph } from './graph';
import { sizeOf } from './size-of';
import { isKnown, producer, type Value } from './value';

/**
 * A tensor of the traced program: a value whose axes may lie in another order than the tensor's. Axis i of the tensor is
 * axis `order[i]` of the value. Transposing a tensor is thus free, and a network of convolutions stays channels first,
 * as onnxruntime computes it, from its first to its last layer.
 */
export interface View {
  readonly value: Value;
  readonly order: readonly number[];
}

/** 0, 1, 2, ... */
export function inOrder(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis);
}

/** A value as it lies. */
export function asIs(value: Value): View {
  return { value, order: inOrder(value.shape.length) };
}

/** The shape of the tensor. */
export function shapeOf({ value, order }: View): number[] {
  return order.map((axis) => value.shape[axis]);
}

/** The shape of a value whose axes lie in this order. */
export function lying(shape: readonly number[], order: readonly number[]): number[] {
  const result = new Array<number>(shape.length);
  order.forEach((axis, index) => {
    result[axis] = shape[index];
  });
  return result;
}

/** The value of a tensor with its axes in a given order. */
export function arranged(graph: Graph, view: View, order: readonly number[]): Value {
  const permutation = new Array<number>(order.length);
  order.forEach((axis, index) => {
    permutation[axis] = view.order[index];
  });
  return transposed(graph, view.value, permutation);
}

/** The value of a tensor with its axes in their own order. */
export function rows(graph: Graph, view: View): Value {
  return arranged(graph, view, inOrder(view.order.length));
}

/** Axis j of the result is axis `permutation[j]` of the value. */
export function transposed(graph: Graph, value: Value, permutation: readonly number[]): Value {
  const long = permutation.filter((axis) => value.shape[axis] !== 1);
  const shape = permutation.map((axis) => value.shape[axis]);
  if (long.every((axis, index) => index === 0 || long[index - 1] < axis)) return reshaped(graph, value, shape);
  const { type, range } = value;
  if (isKnown(value)) {
    return graph.deriveByMoves({ shape, type, range }, `transpose ${permutation}`, [value], (x) =>
      permutedAxes(x, permutation),
    );
  }
  const former = producer(value, 'Transpose');
  if (former) {
    const first = former.attributes.perm.value as readonly number[];
    return transposed(
      graph,
      former.inputs[0] as Value,
      permutation.map((axis) => first[axis]),
    );
  }
  return graph.one('Transpose', [value], { shape, type, range }, { perm: ints(permutation) });
}

/** The value in another shape. */
export function reshaped(graph: Graph, value: Value, shape: readonly number[]): Value {
  if (String(shape) === String(value.shape) && shape.length === value.shape.length) return value;
  const { type, range, origin } = value;
  if (origin.kind === 'literal') {
    return range[0] === range[1] ? graph.fill(range[0], shape, type) : graph.literal(origin.elements(), shape, type);
  }
  if (isKnown(value)) {
    return graph.deriveByMoves({ shape, type, range }, `reshape ${shape}`, [value], (x) => inOtherShape(x, shape));
  }
  const former = producer(value, 'Reshape');
  if (former) return reshaped(graph, former.inputs[0] as Value, shape);
  if (sizeOf(shape) !== sizeOf(value.shape)) throw new Error(`[${value.shape}] does not fit into [${shape}]`);
  return graph.one('Reshape', [value, graph.integers(shape)], { shape, type, range });
}
