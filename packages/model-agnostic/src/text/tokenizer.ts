/** Takes texts apart, and puts them together again. */
export interface Tokenizer {
  /** The tokens of a text, in order. */
  tokenize(text: string): string[];
  /**
   * A text of tokens, some of which may have been replaced.
   *
   * @param tokens as many as `tokenize` made of the text
   * @param text the text they were made of, for its spacing
   */
  detokenize(tokens: readonly string[], text: string): string;
  /** What stands in for a hidden token. */
  readonly maskToken: string;
}

/**
 * Puts tokens in the places of others; what is between them stays as it is.
 *
 * @param original tokens that are pieces of the text, in order
 * @param tokens as many, to be written in their places
 *
 * @example
 * ```ts
 * replaceTokens('Well,  no!', ['Well', 'no'], ['Well', 'yes']); // => 'Well,  yes!'
 * ```
 */
export function replaceTokens(text: string, original: readonly string[], tokens: readonly string[]): string {
  let result = '';
  let from = 0;
  original.forEach((token, index) => {
    const at = text.indexOf(token, from);
    result += text.slice(from, at) + tokens[index];
    from = at + token.length;
  });
  return result + text.slice(from);
}
