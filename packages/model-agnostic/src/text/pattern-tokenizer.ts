import { replaceTokens, type Tokenizer } from './tokenizer';

/**
 * What matches a pattern is a token; what is between survives unchanged.
 *
 * @param pattern a regular expression with the flag `g`
 * @param options what stands in for a hidden token; a string that joins tokens, instead of what was between them
 *
 * @example
 * ```ts
 * const tokenizer = patternTokenizer(/[a-z]+/g);
 * tokenizer.tokenize('a = b;'); // => ['a', 'b']
 * tokenizer.detokenize(['x', 'y'], 'a = b;'); // => 'x = y;'
 * ```
 */
export function patternTokenizer(
  pattern: RegExp,
  { maskToken = 'UNKWORDZ', join }: { maskToken?: string; join?: string } = {},
): Tokenizer {
  const tokenize = (text: string) =>
    Array.from(text.matchAll(pattern), ([match]) => match).filter((match) => match !== '');
  return {
    maskToken,
    tokenize,
    detokenize: (tokens, text) =>
      join === undefined ? replaceTokens(text, tokenize(text), tokens) : tokens.join(join),
  };
}
