import { reshape, type Tensor, transpose } from '@tensorflow/tfjs-core';

/** `transpose`, at no cost where only axes of length 1 move. */
export function permute(x: Tensor, order: readonly number[]): Tensor {
  if (isIdentity(order)) return x;
  const longAxes = order.filter((axis) => x.shape[axis] !== 1);
  const inOrder = longAxes.every((axis, index) => index === 0 || longAxes[index - 1] < axis);
  if (!inOrder) return transpose(x, [...order]);
  return reshape(
    x,
    order.map((axis) => x.shape[axis]),
  );
}

/** The order of axes that undoes another. */
export const inverse = (order: readonly number[]): number[] => order.map((_, axis) => order.indexOf(axis));

/** One order of axes, then another, as one. */
export const compose = (first: readonly number[], second: readonly number[]): number[] =>
  second.map((axis) => first[axis]);

export const isIdentity = (order: readonly number[]): boolean => order.every((axis, index) => axis === index);

/** The axes as they are. */
export const identity = (rank: number): number[] => Array.from({ length: rank }, (_, axis) => axis);

/** How `[batch, ..., channels]` is to be transposed to `[batch, channels, ...]`. */
export const fromChannelsLast = (rank: number): number[] =>
  rank < 3 ? identity(rank) : [0, rank - 1, ...identity(rank - 1).slice(1)];
