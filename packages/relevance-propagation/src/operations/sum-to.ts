import { reshape, sum, type Tensor } from '@tensorflow/tfjs-core';

/**
 * A shape with axes of length 1 behind the batch, up to a rank: how joins of tfjs-layers see an input of lower rank,
 * `[batch, channels]` beside `[batch, time, channels]`. (Broadcasting would take the batch for a time.)
 */
export function alignedShape([batch, ...rest]: readonly number[], rank: number): number[] {
  return [batch, ...Array(rank - 1 - rest.length).fill(1), ...rest];
}

/** Tensors of one rank, to be joined elementwise. */
export function aligned(inputs: readonly Tensor[]): Tensor[] {
  const rank = Math.max(...inputs.map((input) => input.rank));
  return inputs.map((input) => (input.rank === rank ? input : reshape(input, alignedShape(input.shape, rank))));
}

/** Sums over the axes that joining with others has stretched: back to the shape of an input. */
export function sumTo(x: Tensor, shape: readonly number[]): Tensor {
  const from = alignedShape(shape, x.rank);
  const axes = from.flatMap((length, axis) => (length < x.shape[axis] ? [axis] : []));
  if (axes.length > 0) return reshape(sum(x, axes), [...shape]);
  return x.rank === shape.length ? x : reshape(x, [...shape]);
}
