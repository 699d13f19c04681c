import type { Tensor } from '@tensorflow/tfjs-core';
import type { FurtherInputs } from 'xai-base';

/** A name that no input of a model has, as layers' names have no blanks. */
const tokensName = 'the tokens';

/** The tokens, and what a model reads besides, as further inputs of a model of the embedding. */
export function withTokens(tokens: Tensor, others: FurtherInputs | undefined): FurtherInputs {
  return Array.isArray(others) ? [tokens, ...others] : { [tokensName]: tokens, ...others };
}

/** What {@link withTokens} has put together. */
export function partedTokens(further: FurtherInputs): { tokens: Tensor; others: FurtherInputs | undefined } {
  if (Array.isArray(further)) return { tokens: further[0], others: further.slice(1) };
  const { [tokensName]: tokens, ...others } = further as Readonly<Record<string, Tensor>>;
  return { tokens, others: Object.keys(others).length > 0 ? others : undefined };
}
