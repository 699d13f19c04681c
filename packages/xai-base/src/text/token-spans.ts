import { byteLevelSpans } from './byte-level';
import type { Span, TokenKind } from './span';

/**
 * Finds tokens in the text that they were made of, in order. Tokens of BERT (`##`), of SentencePiece (`▁`) and of byte-level vocabularies are known;
 * letter case, accents and compatible forms may differ from the text's. A token for something unknown stands for the next word.
 *
 * @returns the place of each token; undefined for special ones, and where nothing like it is in the text
 *
 * @example
 * ```ts
 * tokenSpans('Un café', ['[CLS]', 'un', 'caf', '##e'], ['special', 'piece', 'piece', 'piece']); // => [undefined, [0, 2], [3, 6], [6, 7]]
 * ```
 */
export function tokenSpans(text: string, tokens: readonly string[], kinds: readonly TokenKind[]): (Span | undefined)[] {
  const bytes = byteLevelSpans(text, tokens, kinds);
  if (bytes) return bytes;
  const folded = foldText(text);
  let from = 0;
  return tokens.map((token, at) => {
    if (kinds[at] === 'special') return undefined;
    const span =
      kinds[at] === 'unknown' ? nextWord(text, from) : find(folded, foldText(surfaceOf(token)).letters, from);
    if (span) from = span[1];
    return span;
  });
}

/** What a token looks like in a text. */
function surfaceOf(token: string): string {
  const isLater = token.startsWith('##') && token.length > 2;
  return (isLater ? token.slice(2) : token)
    .replaceAll('▁', ' ')
    .replace(/<\/w>$/, '')
    .trim();
}

/** A text as vocabularies compare it, and for each letter where it comes from. */
interface Folded {
  readonly letters: string;
  readonly begins: readonly number[];
  readonly ends: readonly number[];
}

/** In lower case, without accents, compatible forms replaced, without white space. */
function foldText(text: string): Folded {
  let letters = '';
  const begins: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = character
      .normalize('NFKD')
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/[\p{Mn}\s]/gu, '');
    for (let unit = 0; unit < folded.length; unit++) {
      begins.push(at);
      ends.push(at + character.length);
    }
    const isAccent = folded === '' && /\p{Mn}/u.test(character);
    if (isAccent && ends.length > 0) ends[ends.length - 1] = at + character.length; // belongs to the letter before it
    letters += folded;
    at += character.length;
  }
  return { letters, begins, ends };
}

/** The first place of some letters from a place of the text on. */
function find({ letters, begins, ends }: Folded, wanted: string, from: number): Span | undefined {
  if (wanted === '') return undefined;
  const start = begins.findIndex((begin) => begin >= from);
  const found = start < 0 ? -1 : letters.indexOf(wanted, start);
  return found < 0 ? undefined : [begins[found], ends[found + wanted.length - 1]];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The next word, or sign. */
function nextWord(text: string, from: number): Span | undefined {
  for (const { segment, index } of segmenter.segment(text)) {
    const end = index + segment.length;
    if (end > from && segment.trim() !== '') return [Math.max(index, from), end];
  }
  return undefined;
}
