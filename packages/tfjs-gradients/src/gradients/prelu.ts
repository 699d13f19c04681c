import { add, mul, Prelu, relu, step, sub } from '@tensorflow/tfjs-core';
import { sumTo } from '../arithmetic/sum-to';
import { defineGradient } from '../define';

/** d prelu(x, alpha): 1 where x > 0, else alpha, for x; min(x, 0) for alpha. */
export const preluGradient = defineGradient({
  kernelName: Prelu,
  inputsToSave: ['x', 'alpha'],
  gradFunc: (dy, [x, alpha]) => ({
    x: () => {
      const positive = step(x);
      return mul(dy, add(positive, mul(alpha, sub(1, positive))));
    },
    alpha: () => sumTo(mul(dy, sub(x, relu(x))), alpha.shape),
  }),
});
