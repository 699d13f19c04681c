import { logSoftmax, type Tensor } from '@tensorflow/tfjs-core';
import type { ModelFunction } from 'xai-base';

/** What is explained of the next token: weights of the outputs, by the ids of tokens. */
export type TokenWeights = Readonly<Record<number, number>>;

/** A token alone, or against another one. */
export function tokenWeights(token: number, contrast?: number): TokenWeights {
  return contrast === undefined || contrast === token ? { [token]: 1 } : { [token]: 1, [contrast]: -1 };
}

/** A language model whose outputs are log probabilities. */
export function logProbabilities(model: ModelFunction): ModelFunction {
  return (input: Tensor, further?: unknown) => logSoftmax(model(input, further) as Tensor);
}

/** The weighted sum of a row of outputs, as logits or as log probabilities. */
export function weigh(logits: ArrayLike<number>, weights: TokenWeights, isLog: boolean): number {
  const values = Array.from(logits);
  const largest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const shift = isLog ? largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0)) : 0;
  return Object.entries(weights).reduce((sum, [token, weight]) => sum + weight * (values[Number(token)] - shift), 0);
}
