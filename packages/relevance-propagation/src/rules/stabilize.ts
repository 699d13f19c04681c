import { mul, step, sub, type Tensor } from '@tensorflow/tfjs-core';

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
  const opposite = step(mul(z, -1), -1); // 1 where z < 0, else -1
  return sub(z, mul(opposite, epsilon));
}
