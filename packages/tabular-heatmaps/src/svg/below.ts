import { EDGE, element, inTone, type SignTones, signWords, text, textWidth } from 'svg-plots';
import type { Layout } from './layout';

/** How much room a line of text below the axis takes. */
export const LINE = 20;

/** Lines of text below the axis, from the bottom up. */
export function notesBelow(notes: readonly string[], { width, height }: Layout): string {
  return notes.map((note, line) => text(note, EDGE, height - EDGE - line * LINE, { room: width - 2 * EDGE })).join('');
}

/** What the colours mean, in the middle of the plot if there is room. */
export function legend(
  signs: readonly (-1 | 1)[],
  { negative, positive }: SignTones,
  { plot, width }: Layout,
  y: number,
): string {
  const words = signs.map((sign) => (sign < 0 ? signWords.negative : signWords.positive));
  const widths = words.map((word) => textWidth(word, 11) + 30);
  const room = widths.reduce((sum, one) => sum + one, 0);
  const left = Math.max(EDGE, Math.min((plot[0] + plot[1] - room) / 2, width - EDGE - room));
  const entries = signs.map((sign, entry) => {
    const x = left + widths.slice(0, entry).reduce((sum, one) => sum + one, 0);
    const swatch = { x, y: y - 9, width: 10, height: 10, fill: 'currentColor' };
    const drawn = element('rect', { ...inTone(sign < 0 ? negative : positive), ...swatch });
    return drawn + text(words[entry], x + 15, y, { size: 11 });
  });
  return entries.join('');
}
