import { add, cast, equal, type Tensor } from '@tensorflow/tfjs-core';

/** A divisor with 1 in the place of 0: what is nothing but zeros stays so, and its derivative is finite. */
export const notZero = (divisor: Tensor): Tensor => add(divisor, cast(equal(divisor, 0), 'float32'));
