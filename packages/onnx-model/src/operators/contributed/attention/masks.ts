import { add, cast, mul, reshape, sub, type Tensor } from '@tensorflow/tfjs-core';
import { Unsupported } from '../../unsupported';
import type { Value } from '../../values/value';

/** A mask of keys (1 seen, 0 not) as what is added to scores: of shape `[batch, keys]`, `[batch, tokens, keys]` or of rank 4. */
export function biasOfMask(mask: Value, filter: number): Tensor {
  const seen = cast(mask.tensor, 'float32');
  return mul(sub(1, inRankFour(seen)), filter);
}

function inRankFour(mask: Tensor): Tensor {
  const { shape, rank } = mask;
  if (rank === 2) return reshape(mask, [shape[0], 1, 1, shape[1] as number]);
  if (rank === 3) return reshape(mask, [shape[0], 1, shape[1] as number, shape[2] as number]);
  if (rank === 4) return mask;
  throw new Unsupported('with the lengths of the texts instead of a mask');
}

/** What is added to scores where there is a mask, something to add, or both. */
export function sumOfBiases(...biases: readonly (Tensor | undefined)[]): Tensor | undefined {
  const given = biases.filter((bias) => bias !== undefined);
  return given.length < 2 ? given[0] : given.reduce((a, b) => add(a, b));
}
