import { div, equal, mul, onesLike, Sqrt, where, zerosLike } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { elementwiseFromOutput } from '../define';

/**
 * d sqrt(x) / dx = 1 / (2 sqrt(x)), and 0 at 0, where it has no bound: the norm of a vector has 0 among its slopes at zero, and the root of a unit
 * that is cut off does not depend on it. Stock tfjs has NaN there.
 */
export const sqrtGradient = elementwiseFromOutput(Sqrt, (dy, y) => {
  const isZero = equal(y, 0);
  return whereAsked(dy, where(isZero, zerosLike(y), div(dy, mul(where(isZero, onesLike(y), y), 2))));
});
