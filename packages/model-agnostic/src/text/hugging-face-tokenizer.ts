import { wrongValue } from 'xai-base';
import type { Tokenizer } from './tokenizer';

/** What is used of a tokenizer of Hugging Face's transformers for JavaScript. */
export interface HuggingFaceTokenizer {
  tokenize(text: string): string[];
  readonly decoder: { decode(tokens: string[]): string };
  readonly mask_token?: string | null;
  readonly unk_token?: string | null;
}

/**
 * Uses a tokenizer of Hugging Face: its own word pieces are the features, and its decoder makes texts of them.
 *
 * @param tokenizer such as `await AutoTokenizer.from_pretrained(...)` gives
 * @param maskToken what stands in for a hidden token; the tokenizer's mask token, or its token for unknown words, by default
 * @throws {ValueError} when there is no such token
 *
 * @example
 * ```ts
 * const pieces = { tokenize: (text: string) => text.split(' '), decoder: { decode: (tokens: string[]) => tokens.join(' ') } };
 * huggingFaceTokenizer({ ...pieces, mask_token: '[MASK]' }).maskToken; // => '[MASK]'
 * ```
 */
export function huggingFaceTokenizer(
  tokenizer: HuggingFaceTokenizer,
  maskToken: string | null | undefined = tokenizer.mask_token ?? tokenizer.unk_token,
): Tokenizer {
  if (typeof maskToken === 'string') {
    return {
      maskToken,
      tokenize: (text) => tokenizer.tokenize(text),
      detokenize: (tokens) => tokenizer.decoder.decode([...tokens]),
    };
  }
  throw wrongValue('maskToken', maskToken, 'a mask token, as the tokenizer has none');
}
