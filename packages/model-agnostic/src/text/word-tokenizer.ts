import { replacing, type Tokenizer } from './tokenizer';

/**
 * Words, punctuation marks and emoji are tokens, by the rules of Unicode for the language; what is between them (spaces, line
 * breaks) survives unchanged.
 *
 * @param options the language, as a BCP 47 tag (by default that of the environment), and what stands in for a hidden token
 * @see https://www.unicode.org/reports/tr29/
 *
 * @example
 * ```ts
 * const tokenizer = wordTokenizer();
 * tokenizer.tokenize('Not bad,  is it?'); // => ['Not', 'bad', ',', 'is', 'it', '?']
 * tokenizer.detokenize(['Very', 'bad', ',', 'is', 'it', '?'], 'Not bad,  is it?'); // => 'Very bad,  is it?'
 * ```
 */
export function wordTokenizer({
  locale,
  maskToken = 'UNKWORDZ',
}: {
  locale?: string;
  maskToken?: string;
} = {}): Tokenizer {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  const read = (text: string) =>
    Array.from(segmenter.segment(text), ({ segment, index }) => ({ token: segment, at: index })).filter(
      ({ token }) => token.trim() !== '',
    );
  return { maskToken, ...replacing(read) };
}
