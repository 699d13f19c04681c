import { exp, LogSoftmax, type LogSoftmaxAttrs, mul, sub, sum } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** d log(softmax(x)): dy - softmax(x) sum(dy). */
export const logSoftmaxGradient = defineGradient<LogSoftmaxAttrs>({
  kernelName: LogSoftmax,
  outputsToSave: [true],
  gradFunc: (dy, [y], { axis }) => ({ logits: () => sub(dy, mul(exp(y), sum(dy, axis, true))) }),
});
