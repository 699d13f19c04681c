import { equal, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';

/**
 * A gradient where the cotangent is not zero, else zero, although the derivative has no bound there: what the output does not depend on has no
 * gradient. `where(x > 0, log(x), 0)` has the slope 0 at 0, and not zero times infinity.
 *
 * @param dy the cotangent
 * @param gradient in the shape of `dy`
 */
export function whereAsked(dy: Tensor, gradient: Tensor): Tensor {
  return where(equal(dy, 0), zerosLike(gradient), gradient);
}
