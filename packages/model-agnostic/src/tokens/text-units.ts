import { type EncodedText, wordsOfTokens } from 'xai-base';

/** What a text is explained by: its tokens, or its words, which may have several. */
export interface TextUnit {
  /** As it stands in the text; of a token that stands for nothing there, as the vocabulary has it. */
  readonly name: string;
  readonly tokens: readonly number[];
  /** Where it stands in the text, as `[begin, end]`. */
  readonly span?: readonly [begin: number, end: number];
  /** Whether it is none of the text's own, such as `[CLS]`: it is not hidden. */
  readonly isSpecial: boolean;
}

/**
 * The units of a text, in order.
 *
 * @example
 * ```ts
 * const spans = [undefined, [0, 2], [2, 6]] as const;
 * const encoded = { text: 'unmade', ids: [1, 2, 3], tokens: ['[CLS]', 'un', '##made'], spans, types: [0, 0, 0], isSpecial: [true, false, false] };
 * textUnits(encoded, 'tokens').map(({ name }) => name); // => ['[CLS]', 'un', 'made']
 * textUnits(encoded, 'words').map(({ name }) => name); // => ['[CLS]', 'unmade']
 * ```
 */
export function textUnits(text: EncodedText, kind: 'tokens' | 'words'): TextUnit[] {
  const groups = kind === 'words' ? wordsOfTokens(text).map(({ tokens }) => tokens) : text.ids.map((_, at) => [at]);
  return groups.map((tokens) => {
    const spans = tokens.map((at) => text.spans[at]).filter((span) => span !== undefined);
    const isSpecial = tokens.every((at) => text.isSpecial[at]);
    if (spans.length === 0) return { name: text.tokens[tokens[0]], tokens, isSpecial };
    const span = [spans[0][0], Math.max(...spans.map(([, end]) => end))] as const;
    return { name: text.text.slice(...span), tokens, span, isSpecial };
  });
}
