import type { Span, TokenKind } from './span';

/** The letters that byte-level vocabularies write bytes as: those that can be seen stand for themselves, the others for 256 and on. */
const byteOfLetter = new Map<string, number>();
for (let byte = 0, next = 256; byte < 256; byte++) {
  const isSeen = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  byteOfLetter.set(String.fromCharCode(isSeen ? byte : next++), byte);
}

/**
 * The places of tokens that are written in bytes, as those of GPT-2, Llama 3 and most models after them: together they are the bytes of the text. A
 * token that ends within a character gets the whole of it; blanks around words are left out.
 *
 * @returns undefined when the tokens are not the bytes of the text
 */
export function byteLevelSpans(
  text: string,
  tokens: readonly string[],
  kinds: readonly TokenKind[],
): (Span | undefined)[] | undefined {
  const places = placesOfBytes(text);
  const pieces = tokens.map((token, at) => (kinds[at] === 'piece' ? bytesOf(token) : []));
  if (pieces.some((piece) => piece === undefined)) return undefined;
  const all = (pieces as number[][]).flat();
  const bytes = Array.from(new TextEncoder().encode(text));
  const blank = all.length === bytes.length + 1 && all[0] === 32 ? 1 : 0; // one that some tokenizers put before a text
  if (all.length !== bytes.length + blank || bytes.some((byte, at) => byte !== all[at + blank])) return undefined;
  let at = -blank;
  return (pieces as number[][]).map((piece) => {
    const [first, last] = [Math.max(at, 0), at + piece.length - 1];
    at += piece.length;
    return last < first ? undefined : withoutBlanks(text, [places[first][0], places[last][1]]);
  });
}

function bytesOf(token: string): number[] | undefined {
  const bytes = Array.from(token, (letter) => byteOfLetter.get(letter));
  return bytes.every((byte) => byte !== undefined) ? (bytes as number[]) : undefined;
}

/** For each byte of a text in UTF-8 the character that it is of. */
function placesOfBytes(text: string): Span[] {
  let at = 0;
  return Array.from(text).flatMap((character) => {
    const span: Span = [at, at + character.length];
    at += character.length;
    return Array.from(new TextEncoder().encode(character), () => span);
  });
}

function withoutBlanks(text: string, [begin, end]: Span): Span {
  const piece = text.slice(begin, end);
  const inner = piece.trim();
  if (inner === '') return [begin, end];
  const start = begin + piece.indexOf(inner);
  return [start, start + inner.length];
}
