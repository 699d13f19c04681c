import {
  add,
  equal,
  greater,
  less,
  log,
  logicalAnd,
  mul,
  Pow,
  pow,
  sub,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { binary, float } from '../define';

/**
 * d a^b: b a^(b - 1) for a, a^b log(a) for b (0 where a <= 0).
 * For b = 0 the exponent is taken as 0 instead of -1: 0 everywhere, where stock tfjs says NaN at a = 0. Of roots, 0 < b < 1, it is 0 at a = 0, as
 * of `sqrt`.
 */
export const powGradient = binary(
  Pow,
  (dy, a, b) => {
    const slope = mul(b, pow(a, add(sub(b, 1), float(equal(b, 0)))));
    const isRootOfZero = logicalAnd(equal(a, 0), logicalAnd(greater(b, 0), less(b, 1)));
    return whereAsked(dy, mul(dy, where(isRootOfZero, zerosLike(slope), slope)));
  },
  (dy, a, b) => whereAsked(dy, mul(dy, mul(pow(a, b), where(greater(a, 0), log(a), zerosLike(a))))),
);
