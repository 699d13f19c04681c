import { wrongValue } from '../messages/wrong-value';
import type { Span } from './span';
import type { SpecialTokens, TextTokenizer } from './text-tokenizer';
import { tokenSpans } from './token-spans';

/** A text, its tokens, and where they stand in it. */
export interface EncodedText {
  readonly text: string;
  readonly ids: readonly number[];
  /** The tokens as the vocabulary has them. */
  readonly tokens: readonly string[];
  /** Where each token stands in the text; undefined for tokens that stand for no piece of it. */
  readonly spans: readonly (Span | undefined)[];
  /** Which part of the text each token is in. */
  readonly types: readonly number[];
  /** Whether a token is none of the text's own, such as `[CLS]`. */
  readonly isSpecial: readonly boolean[];
}

/**
 * Makes tokens of a text, with their places in it.
 *
 * @param most how many tokens there may be; of a longer text the first are taken, and the last if it is a special one
 * @throws {ValueError} when `text` is no string, or the tokenizer does not give as many ids as tokens
 *
 * @example
 * ```ts
 * const vocabulary = ['so', 'good', '!'];
 * const encode = (text: string) => {
 *   const tokens = text.toLowerCase().match(/\w+|!/g) ?? [];
 *   return { tokens, ids: tokens.map((token) => vocabulary.indexOf(token)) };
 * };
 * encodeText('So  good!', { encode }, { all: new Set() }).spans; // => [[0, 2], [4, 8], [8, 9]]
 * ```
 */
export function encodeText(
  text: string,
  tokenizer: TextTokenizer,
  special: SpecialTokens,
  most = Number.POSITIVE_INFINITY,
): EncodedText {
  if (typeof text !== 'string') throw wrongValue('text', text, 'a string');
  const encoding = tokenizer.encode(text);
  const ids = listOf(encoding?.ids, 'ids');
  const tokens = listOf(encoding?.tokens, 'tokens');
  if (ids.length !== tokens.length) {
    throw wrongValue('tokenizer.encode(text)', `${ids.length} ids and ${tokens.length} tokens`, 'an id for each token');
  }
  const isSpecial = ids.map((id) => special.all.has(id) && id !== special.unknown && id !== special.mask);
  const spans =
    encoding.offsets?.map(([begin, end], at): Span | undefined => (isSpecial[at] ? undefined : [begin, end])) ??
    tokenSpans(
      text,
      tokens,
      ids.map((id, at) => (isSpecial[at] ? 'special' : id === special.unknown ? 'unknown' : 'piece')),
    );
  const types = encoding.token_type_ids ?? ids.map(() => 0);
  const kept = keptPlaces(isSpecial, most);
  const keep = <T>(values: readonly T[]) => kept.map((at) => values[at]);
  return {
    text,
    ids: keep(ids),
    tokens: keep(tokens),
    spans: keep(spans),
    types: keep(types),
    isSpecial: keep(isSpecial),
  };
}

/** The places of the tokens that are taken: the special ones at the end stay. */
function keptPlaces(isSpecial: readonly boolean[], most: number): number[] {
  const places = [...isSpecial.keys()];
  if (places.length <= most) return places;
  const ending = isSpecial.length - (isSpecial.lastIndexOf(false) + 1);
  const last = Math.min(ending, most);
  return [...places.slice(0, most - last), ...places.slice(places.length - last)];
}

function listOf<T>(values: ArrayLike<T> | undefined, name: string): T[] {
  if (typeof values === 'object' && typeof values?.length === 'number') return Array.from(values);
  throw wrongValue(`tokenizer.encode(text).${name}`, values, 'an array');
}
