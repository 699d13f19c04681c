import { add, mul, step, sub, type Tensor } from '@tensorflow/tfjs-core';

/** The default stabilizer of denominators. */
export const defaultStabilizer = 1e-9;

/**
 * Keeps a denominator away from zero: z + sign(z) * epsilon, with sign(0) = 1.
 *
 * @param z of any shape
 * @param epsilon how far from zero
 *
 * @example
 * ```ts
 * stabilize(tf.tensor1d([0, -2, 3]), 0.5); // => [0.5, -2.5, 3.5]
 * ```
 */
export function stabilize(z: Tensor, epsilon = defaultStabilizer): Tensor {
  const isNegative = step(mul(z, -1));
  return add(z, mul(sub(0.5, isNegative), 2 * epsilon));
}
