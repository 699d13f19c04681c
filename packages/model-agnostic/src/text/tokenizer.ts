import { wrongValue } from 'xai-base';

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
  let from = 0;
  const pieces = original.map((token, index) => {
    const at = text.indexOf(token, from);
    if (at < 0) throw wrongValue(`original[${index}]`, token, 'a token that is in the text, after those before it');
    from = at + token.length;
    return { token, at };
  });
  return writeBetween(gapsOf(text, pieces), tokens);
}

/** A token, and where in its text it begins. */
export interface Piece {
  readonly token: string;
  readonly at: number;
}

/**
 * What takes a text apart, and puts other tokens in the places of its own. The last text is read once, as it has many variants.
 *
 * @param read the pieces of a text, in order
 */
export function replacing(read: (text: string) => readonly Piece[]): Pick<Tokenizer, 'tokenize' | 'detokenize'> {
  let last: { text: string; tokens: readonly string[]; gaps: readonly string[] } | undefined;
  const known = (text: string) => {
    if (last?.text === text) return last;
    const pieces = read(text);
    last = { text, tokens: pieces.map(({ token }) => token), gaps: gapsOf(text, pieces) };
    return last;
  };
  return {
    tokenize: (text) => [...known(text).tokens],
    detokenize: (tokens, text) => writeBetween(known(text).gaps, tokens),
  };
}

/** What is before, between and after the tokens of a text. */
function gapsOf(text: string, pieces: readonly Piece[]): string[] {
  let from = 0;
  const gaps = pieces.map(({ token, at }) => {
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
