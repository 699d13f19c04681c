import { matMul, type Tensor } from '@tensorflow/tfjs-core';
import { float } from '../define';
import { sumTo } from './sum-to';

/** The two gradients of a matrix product, each summed to the shape of its factor. */
export function matMulGradients(
  dy: Tensor,
  a: Tensor,
  b: Tensor,
  transposeA: boolean,
  transposeB: boolean,
): { a: () => Tensor; b: () => Tensor } {
  const ofA = () => (transposeA ? matMul(float(b), dy, transposeB, true) : matMul(dy, float(b), false, !transposeB));
  const ofB = () => (transposeB ? matMul(dy, float(a), true, transposeA) : matMul(float(a), dy, !transposeA, false));
  return { a: () => sumTo(ofA(), a.shape), b: () => sumTo(ofB(), b.shape) };
}
