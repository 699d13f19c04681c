import { abs, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { selectedValues } from 'xai-base';

/**
 * How far an attribution is from explaining the whole difference of the selected outputs: `|sum(val) - (f(x) - f(x0))|`.
 *
 * @param val `[batch, ...]`
 * @param output f(x), `[batch, classes]`, or of any rank
 * @param outputRef f(x0), of the same shape, or with a batch of 1
 * @param mask of the output's shape
 * @returns `[batch]`
 */
export function completenessError(val: Tensor, output: Tensor, outputRef: Tensor, mask: Tensor): Tensor {
  const axes = val.shape.slice(1).map((_, axis) => axis + 1);
  return abs(sub(sum(val, axes), selectedValues(mask, sub(output, outputRef))));
}
