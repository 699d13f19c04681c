import { add, mean, mul, rsqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';

/** What is left of x when the mean over axes is 0 and the variance 1. */
export function standardize(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const centered = sub(x, mean(x, [...axes], true));
  return mul(centered, rsqrt(add(mean(square(centered), [...axes], true), epsilon)));
}
