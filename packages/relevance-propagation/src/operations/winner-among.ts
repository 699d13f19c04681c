import { abs, mul, step, sub, type Tensor } from '@tensorflow/tfjs-core';
import { aligned, sumTo } from './sum-to';

/** Gives the relevance of each element of an elementwise maximum (or minimum) to the first input that equals it. */
export function winnerAmong(relevance: Tensor, inputs: readonly Tensor[], output: Tensor): Tensor[] {
  let rest = relevance;
  return aligned(inputs).map((input, index) => {
    const left = mul(rest, step(abs(sub(output, input))));
    const won = sub(rest, left);
    rest = left;
    return sumTo(won, inputs[index].shape);
  });
}
