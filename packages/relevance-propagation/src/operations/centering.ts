import { add, mean, mul, rsqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { LinearOperation } from './linear-operation';

/** Subtracts the mean over some axes: a linear operation that equals its transposed one. */
export function centering(axes: readonly number[]): LinearOperation {
  const center = (x: Tensor) => sub(x, mean(x, [...axes], true));
  return { forward: center, transposed: center };
}

/** Subtracts the mean over some axes, and divides by the standard deviation. */
export function normalize(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const centered = sub(x, mean(x, [...axes], true));
  const variance = mean(square(centered), [...axes], true);
  return mul(centered, rsqrt(add(variance, epsilon)));
}
