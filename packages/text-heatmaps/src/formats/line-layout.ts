import { charactersOf, textWidth as widthOf } from 'svg-plots';

/** A word, or a piece of a long one, on its place; lengths in pixels. */
export interface Box {
  readonly word: number;
  readonly text: string;
  readonly line: number;
  readonly x: number;
  readonly width: number;
  /** How wide the text in it is. */
  readonly textWidth: number;
}

/** Lengths in pixels. */
export interface LineOptions {
  readonly width: number;
  readonly fontSize: number;
  /** Left and right of the text in its box. */
  readonly padding: number;
  readonly gap: number;
}

/** Puts words into lines of a width from left to right; a word wider than a line is cut into pieces. */
export function layOut(words: readonly string[], { width, fontSize, padding, gap }: LineOptions): Box[] {
  const boxes: Box[] = [];
  let line = 0;
  let x = 0;
  for (const [word, whole] of words.entries()) {
    for (const text of pieces(whole, width - 2 * padding, fontSize)) {
      const textWidth = widthOf(text, fontSize);
      const boxWidth = textWidth + 2 * padding;
      if (x > 0 && x + boxWidth > width) {
        line += 1;
        x = 0;
      }
      boxes.push({ word, text, line, x, width: boxWidth, textWidth });
      x += boxWidth + gap;
    }
  }
  return boxes;
}

/** A text in pieces of at most a width, and at least a character each. */
function pieces(text: string, width: number, fontSize: number): string[] {
  const cut: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of charactersOf(text)) {
    const next = widthOf(character, fontSize);
    if (piece && used + next > width) {
      cut.push(piece);
      piece = '';
      used = 0;
    }
    piece += character;
    used += next;
  }
  return [...cut, piece];
}
