import type { EncodedText } from './encode-text';

/** Tokens that are one word together. */
export interface TokenWord {
  /** The word as it stands in the text; of tokens without a place there, the token. */
  readonly word: string;
  /** Which tokens it has. */
  readonly tokens: readonly number[];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * Merges tokens to words, by the rules of Unicode: tokens that begin in the same word of the text. Special tokens stay on their own.
 *
 * @example
 * ```ts
 * const spans = [undefined, [0, 2], [2, 6]] as const;
 * const encoded = { text: 'unmade', ids: [1, 2, 3], tokens: ['[CLS]', 'un', '##made'], spans, types: [0, 0, 0], isSpecial: [true, false, false] };
 * wordsOfTokens(encoded).map(({ word }) => word); // => ['[CLS]', 'unmade']
 * ```
 */
export function wordsOfTokens({ text, tokens, spans }: EncodedText): TokenWord[] {
  const segments = segmenter.segment(text);
  const words: { begin?: number; end: number; tokens: number[]; token: string }[] = [];
  for (const [at, span] of spans.entries()) {
    const begin = span && segments.containing(span[0])?.index;
    const last = words.at(-1);
    if (begin !== undefined && last?.begin === begin) {
      last.tokens.push(at);
      last.end = Math.max(last.end, span?.[1] ?? 0);
    } else words.push({ begin, end: span?.[1] ?? 0, tokens: [at], token: tokens[at] });
  }
  return words.map((one) => {
    const first = spans[one.tokens[0]]?.[0];
    return { word: first === undefined ? one.token : text.slice(first, one.end), tokens: one.tokens };
  });
}
