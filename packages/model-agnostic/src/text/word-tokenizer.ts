import { checkKeys, wrongValue } from 'xai-base';
import { replacing, type Tokenizer } from './tokenizer';

/**
 * Words, punctuation marks and emoji are tokens, by the rules of Unicode for the language; what is between them (spaces, line
 * breaks) survives unchanged.
 *
 * @param options the language, as a BCP 47 tag (by default that of the environment), and what stands in for a hidden token
 * @throws {ValueError} for an option that does not exist, or no language
 * @see https://www.unicode.org/reports/tr29/
 *
 * @example
 * ```ts
 * const tokenizer = wordTokenizer();
 * tokenizer.tokenize('Not bad,  is it?'); // => ['Not', 'bad', ',', 'is', 'it', '?']
 * tokenizer.detokenize(['Very', 'bad', ',', 'is', 'it', '?'], 'Not bad,  is it?'); // => 'Very bad,  is it?'
 * ```
 */
export function wordTokenizer(options: { locale?: string; maskToken?: string } = {}): Tokenizer {
  checkKeys(options, ['locale', 'maskToken'], 'wordTokenizer');
  const { locale, maskToken = 'UNKWORDZ' } = options;
  const segmenter = segmenterOf(locale);
  const read = (text: string) =>
    Array.from(segmenter.segment(text), ({ segment, index }) => ({ token: segment, at: index })).filter(
      ({ token }) => token.trim() !== '',
    );
  return { maskToken, ...replacing(read) };
}

function segmenterOf(locale?: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(locale, { granularity: 'word' });
  } catch {
    throw wrongValue('locale', locale, 'a language tag such as en or pt-BR');
  }
}
