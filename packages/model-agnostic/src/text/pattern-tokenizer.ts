import { checkKeys, wrongValue } from 'xai-base';
import { replacing, type Tokenizer } from './tokenizer';

/**
 * What matches a pattern is a token; what is between survives unchanged.
 *
 * @param pattern a regular expression with the flag `g`
 * @param options what stands in for a hidden token; a string that joins tokens, instead of what was between them
 * @throws {ValueError} for anything but a regular expression with the flag `g`, or an option that does not exist
 *
 * @example
 * ```ts
 * const tokenizer = patternTokenizer(/[a-z]+/g);
 * tokenizer.tokenize('a = b;'); // => ['a', 'b']
 * tokenizer.detokenize(['x', 'y'], 'a = b;'); // => 'x = y;'
 *
 * // contractions taken apart, as the vocabularies of English models often have them
 * const english = patternTokenizer(/\w+(?=n't)|n't|'\w+|\w+|[^\w\s]/gi);
 * english.tokenize("I didn't say it's bad."); // => ['I', 'did', "n't", 'say', 'it', "'s", 'bad', '.']
 * ```
 */
export function patternTokenizer(pattern: RegExp, options: { maskToken?: string; join?: string } = {}): Tokenizer {
  checkKeys(options, ['maskToken', 'join'], 'patternTokenizer');
  const { maskToken = 'UNKWORDZ', join } = options;
  if (!(pattern instanceof RegExp && pattern.global)) {
    throw wrongValue('pattern', pattern, 'a regular expression with the flag g');
  }
  const read = (text: string) =>
    Array.from(text.matchAll(pattern), ({ 0: token, index }) => ({ token, at: index })).filter(
      ({ token }) => token !== '',
    );
  const parts = replacing(read);
  return join === undefined
    ? { maskToken, ...parts }
    : { maskToken, ...parts, detokenize: (tokens) => tokens.join(join) };
}
