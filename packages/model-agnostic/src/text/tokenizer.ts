import { wrongValue } from '../wrong-value';

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
 * @throws {ValueError} for a token that is not in the text, or another number of tokens
 *
 * @example
 * ```ts
 * replaceTokens('Well,  no!', ['Well', 'no'], ['Well', 'yes']); // => 'Well,  yes!'
 * ```
 */
export function replaceTokens(text: string, original: readonly string[], tokens: readonly string[]): string {
  return writeBetween(gapsOf(text, original), tokens);
}

/** What takes a text apart into its tokens and puts others in their places; the work for the last text is done once, as it has many variants. */
export function replacing(tokenize: (text: string) => string[]): Pick<Tokenizer, 'tokenize' | 'detokenize'> {
  let last: { text: string; tokens: readonly string[]; gaps: readonly string[] } | undefined;
  const read = (text: string) => {
    if (last?.text === text) return last;
    const tokens = tokenize(text);
    last = { text, tokens, gaps: gapsOf(text, tokens) };
    return last;
  };
  return {
    tokenize: (text) => [...read(text).tokens],
    detokenize: (tokens, text) => writeBetween(read(text).gaps, tokens),
  };
}

/** What is before, between and after the tokens of a text. */
function gapsOf(text: string, tokens: readonly string[]): string[] {
  let from = 0;
  const gaps = tokens.map((token, index) => {
    const at = text.indexOf(token, from);
    if (at < 0) throw wrongValue(`original[${index}]`, token, 'a token that is in the text, after those before it');
    const gap = text.slice(from, at);
    from = at + token.length;
    return gap;
  });
  return [...gaps, text.slice(from)];
}

function writeBetween(gaps: readonly string[], tokens: readonly string[]): string {
  if (tokens.length !== gaps.length - 1)
    throw wrongValue('tokens', tokens, `${gaps.length - 1}, as many as the text has`);
  return tokens.map((token, index) => gaps[index] + token).join('') + gaps[tokens.length];
}
