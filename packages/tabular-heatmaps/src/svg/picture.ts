import { darkStyle, element, FONT_FAMILY, inTone, type SignTones, text, textWidth, tones } from 'svg-plots';
import { EDGE, type Layout } from './layout';

const FONT = {
  'font-family': FONT_FAMILY,
  'font-size': 12,
  direction: 'ltr',
};

/** What all pictures have in common. */
export interface Frame {
  readonly title: string;
  /** The picture in words. */
  readonly summary: string;
  /** Lines of text below the axis, from the bottom up. */
  readonly notes: readonly string[];
}

/** How much room title and notes take. */
export const TITLE = 24;
export const LINE = 20;

/** A ground with a title, drawings in ink, and notes. */
export function picture({ title, summary, notes }: Frame, layout: Layout, ...drawings: string[]): string {
  const { width, height } = layout;
  const viewBox = `0 0 ${width} ${height}`;
  const label = { role: 'img', 'aria-label': summary };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox, ...FONT, ...label },
    darkStyle(),
    element('rect', { ...inTone(tones.ground), fill: 'currentColor', width, height }),
    element(
      'g',
      { ...inTone(tones.ink), fill: 'currentColor' },
      text(title, EDGE, EDGE + 11, { size: 14, weight: 'bold', room: width - 2 * EDGE }),
      ...drawings,
      ...notes.map((note, line) => text(note, EDGE, height - EDGE - line * LINE, { room: width - 2 * EDGE })),
    ),
  );
}

/** What the colours mean, in the middle of the plot if there is room. */
export function legend(
  signs: readonly (-1 | 1)[],
  { negative, positive }: SignTones,
  { plot, width }: Layout,
  y: number,
): string {
  const words = signs.map((sign) => (sign < 0 ? 'lowers the output' : 'raises the output'));
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
