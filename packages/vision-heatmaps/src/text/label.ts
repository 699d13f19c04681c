import type { RGBAImage } from '../images/rgba-image';
import { GLYPH_HEIGHT, GLYPH_WIDTH, isInk, printable } from './font';
import { wrap } from './wrap';

/** Lines of text that fit into a box. */
export interface Label {
  readonly lines: readonly string[];
  /** How many pixels a pixel of the font is wide and high. */
  readonly scale: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

const INK = 32;

/** Wraps and shortens a text until it fits into a box of pixels; a box that is too small for a character stays empty. */
export function label(text: string, maxWidth: number, maxHeight: number, scale: number): Label {
  const columns = Math.floor(maxWidth / (GLYPH_WIDTH * scale));
  const rows = Math.floor(maxHeight / (GLYPH_HEIGHT * scale));
  const lines = columns > 0 && rows > 0 ? wrap(printable(text), columns, rows) : [];
  const longest = Math.max(0, ...lines.map((line) => line.length));
  return { lines, scale, width: longest * GLYPH_WIDTH * scale, height: lines.length * GLYPH_HEIGHT * scale };
}

/** Writes a label into an image with its upper left corner at (left, top). */
export function drawLabel(
  image: RGBAImage,
  { lines, scale, width }: Label,
  left: number,
  top: number,
  align: 'left' | 'center' | 'right' = 'left',
): void {
  const share = { left: 0, center: 0.5, right: 1 }[align];
  for (const [row, line] of lines.entries()) {
    const indent = Math.floor(share * (width - line.length * GLYPH_WIDTH * scale));
    for (const [column, character] of [...line].entries()) {
      const x = left + indent + column * GLYPH_WIDTH * scale;
      drawCharacter(image, character, x, top + row * GLYPH_HEIGHT * scale, scale);
    }
  }
}

function drawCharacter(image: RGBAImage, character: string, left: number, top: number, scale: number): void {
  for (let y = 0; y < GLYPH_HEIGHT * scale; y++)
    for (let x = 0; x < GLYPH_WIDTH * scale; x++) {
      if (!isInk(character, Math.floor(x / scale), Math.floor(y / scale))) continue;
      const at = 4 * ((top + y) * image.width + left + x);
      image.data.set([INK, INK, INK, 255], at);
    }
}
