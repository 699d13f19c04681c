import { abs, cast, mul, notEqual, pow, square, type Tensor } from '@tensorflow/tfjs-core';
import { notZero } from '../normalization/not-zero';

/** The powers |x|^p, of which a p-norm is the root of the sum. */
export const powered = (x: Tensor, p: number): Tensor => (p === 2 ? square(x) : p === 1 ? abs(x) : pow(abs(x), p));

/** The root of sums of powers; where there are zeros only, it is 0 and its derivative, too. */
export const rooted = (total: Tensor, p: number): Tensor =>
  p === 1 ? total : mul(pow(notZero(total), 1 / p), cast(notEqual(total, 0), 'float32'));
