import { abs, mul, sub, sum, type Tensor } from '@tensorflow/tfjs-core';

/**
 * How far an attribution is from explaining the whole difference of the selected outputs: `|sum(val) - (f(x) - f(x0))|`.
 *
 * @param val `[batch, ...]`
 * @param output f(x), `[batch, classes]`
 * @param outputRef f(x0), `[batch, classes]`, or with a batch of 1
 * @param mask `[batch, classes]`
 * @returns `[batch]`
 */
export function completenessError(val: Tensor, output: Tensor, outputRef: Tensor, mask: Tensor): Tensor {
  const axes = val.shape.slice(1).map((_, axis) => axis + 1);
  return abs(sub(sum(val, axes), sum(mul(mask, sub(output, outputRef)), 1)));
}
