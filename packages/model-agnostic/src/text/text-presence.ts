import { tensor2d } from '@tensorflow/tfjs-core';
import type { TokenPresence } from '../tokens/token-presence';
import { presenceModel, type TextFunction } from './text-function';
import type { Tokenizer } from './tokenizer';
import { wordTokenizer } from './word-tokenizer';

/** How parts of a text are hidden. */
export interface TextPresenceOptions {
  /** What takes the text apart; {@link wordTokenizer} by default. */
  readonly tokenizer?: Tokenizer;
  /** Whether a hidden token is replaced by the tokenizer's mask token (default) or left out. */
  readonly hide?: 'mask' | 'drop';
}

/**
 * Sees a model of texts as one of which tokens of a text are there, for any method that hides parts of its input.
 *
 * @param model from texts to a tensor `[texts, classes]`, or rows of numbers
 * @returns a 1 for each token, `[1, tokens]`, which belongs to the caller; the model from what is there (1) or hidden (0), `[batch, tokens]`, to its outputs; the tokens
 *
 * @example
 * ```ts
 * const model = (texts: string[]) => texts.map((text) => [text.includes('good') ? 1 : 0]);
 * const presence = textPresence(model, 'so good!', { hide: 'drop' });
 * presence.tokens; // => ['so', 'good', '!']
 * const explanation = await analyze(presence.input, new KernelSHAP(presence.model), 0);
 * explanation.val; // => [[0, 1, 0]]
 * ```
 */
export function textPresence(
  model: TextFunction,
  text: string,
  { tokenizer = wordTokenizer(), hide = 'mask' }: TextPresenceOptions = {},
): TokenPresence & { readonly tokens: readonly string[] } {
  const tokens = tokenizer.tokenize(text);
  return {
    tokens,
    input: tensor2d(new Array<number>(tokens.length).fill(1), [1, tokens.length]),
    model: presenceModel(model, { text, tokenizer, tokens, hide }, false),
  };
}
