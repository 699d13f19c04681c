import { mul, Softmax, type SoftmaxAttrs, sub, sum } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** d softmax(x): y (dy - sum(dy y)). */
export const softmaxGradient = defineGradient<SoftmaxAttrs>({
  kernelName: Softmax,
  outputsToSave: [true],
  gradFunc: (dy, [y], { dim }) => ({ logits: () => mul(y, sub(dy, sum(mul(dy, y), dim, true))) }),
});
