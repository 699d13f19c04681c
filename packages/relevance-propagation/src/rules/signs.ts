import { mul, relu, type Tensor } from '@tensorflow/tfjs-core';

/** The positive part, max(x, 0). */
export function positivePart(x: Tensor): Tensor {
  return relu(x);
}

/** The negative part, min(x, 0). */
export function negativePart(x: Tensor): Tensor {
  return mul(relu(mul(x, -1)), -1);
}
