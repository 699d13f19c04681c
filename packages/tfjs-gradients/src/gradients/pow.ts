import { add, equal, greater, log, mul, Pow, pow, sub, where, zerosLike } from '@tensorflow/tfjs-core';
import { binary, float } from '../define';

/**
 * d a^b: b a^(b - 1) for a, a^b log(a) for b (0 where a <= 0).
 * For b = 0 the exponent is taken as 0 instead of -1: 0 everywhere, where stock tfjs says NaN at a = 0.
 */
export const powGradient = binary(
  Pow,
  (dy, a, b) => mul(dy, mul(b, pow(a, add(sub(b, 1), float(equal(b, 0)))))),
  (dy, a, b) => mul(dy, mul(pow(a, b), where(greater(a, 0), log(a), zerosLike(a)))),
);
