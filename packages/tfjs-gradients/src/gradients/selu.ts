import { add, mul, relu, Selu, step, sub } from '@tensorflow/tfjs-core';
import { elementwiseFromOutput } from '../define';

const scale = 1.0507009873554805;
const scaleAlpha = 1.7580993408473768;

/** d selu(x) / dx = scale where x > 0, else selu(x) + scale * alpha. */
export const seluGradient = elementwiseFromOutput(Selu, (dy, y) => {
  const atPositive = mul(step(y), scale - scaleAlpha);
  return mul(dy, add(add(sub(y, relu(y)), scaleAlpha), atPositive));
});
