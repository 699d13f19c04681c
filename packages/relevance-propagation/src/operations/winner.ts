import { cumsum, mul, reshape, step, sub, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Gives the relevance of each maximum over all axes between batch and channels to the input cell it came from; of
 * several equal ones to the first in row-major order, on every backend.
 */
export function globalWinnerTakesAll(relevance: Tensor, input: Tensor, output: Tensor): Tensor {
  const [batch, ...rest] = input.shape;
  const channels = rest.pop() as number;
  const cells = rest.reduce((product, length) => product * length, 1);
  const column = reshape(input, [batch, cells, channels]);
  return reshape(firstEqual(relevance, column, output), input.shape);
}

function firstEqual(relevance: Tensor, column: Tensor, output: Tensor): Tensor {
  const [batch, , channels] = column.shape;
  const row = [batch, 1, channels];
  const isMaximum = sub(1, step(sub(reshape(output, row), column)));
  const isFirst = mul(isMaximum, sub(1, step(cumsum(isMaximum, 1, true))));
  return mul(isFirst, reshape(relevance, row));
}
