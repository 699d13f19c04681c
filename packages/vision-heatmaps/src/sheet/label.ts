import { element, escapeText, round, textWidth, wrap } from 'svg-plots';

/** Lines of text that fit into a box. */
export interface Label {
  /** All that it says, also what the lines have no room for. */
  readonly text: string;
  readonly lines: readonly string[];
  readonly size: number;
  readonly weight?: 'bold';
  /** Pixels, whole ones. */
  readonly width: number;
  readonly height: number;
}

/** A label and where its box stands. */
export interface PlacedLabel {
  readonly label: Label;
  readonly left: number;
  readonly top: number;
  readonly align: 'left' | 'center' | 'right';
}

/** How high a line of text is. */
export const lineHeight = (size: number): number => Math.ceil(1.3 * size);

/** Wraps and shortens a text until it fits into a box; a box that is too small for a character stays empty. */
export function label(text: string, maxWidth: number, maxHeight: number, size: number, weight?: 'bold'): Label {
  const most = Math.floor(maxHeight / lineHeight(size));
  const wrapped = most > 0 ? wrap(text, maxWidth, { size, lines: most, weight }) : [];
  const widthOf = (line: string) => textWidth(line, size, weight);
  const lines = wrapped.every((line) => widthOf(line) <= maxWidth) ? wrapped : [];
  const width = Math.ceil(Math.max(0, ...lines.map(widthOf)));
  return { text, lines, size, weight, width, height: lines.length * lineHeight(size) };
}

/** A label as SVG. What it has no room for is said where a pointer rests, and to screen readers. */
export function labelSvg({ label: { text, lines, size, weight, width }, left, top, align }: PlacedLabel): string {
  const share = { left: 0, center: 0.5, right: 1 }[align];
  const anchor = { left: 'start', center: 'middle', right: 'end' }[align];
  const style = { 'font-size': size, 'font-weight': weight ?? 'normal', 'text-anchor': anchor };
  const x = left + share * width;
  const drawn = lines.map((line, row) => {
    const y = round(top + (row + 0.5) * lineHeight(size) + 0.36 * size);
    return element('text', { x, y, ...style }, escapeText(line));
  });
  const bare = (words: string) => words.replace(/\s/g, '');
  if (bare(lines.join('')) === bare(text)) return drawn.join('');
  return element('g', {}, element('title', {}, escapeText(text)), ...drawn);
}
