/**
 * What a colour means whose values have signs, in the same words in every picture: what speaks for the explained output, and what speaks against it.
 *
 * @example
 * ```ts
 * signWords.positive; // => 'speaks for'
 * ```
 */
export const signWords = { negative: 'speaks against', positive: 'speaks for' } as const;
