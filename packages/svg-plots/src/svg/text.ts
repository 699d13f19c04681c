import { element, escapeText, round } from './element';
import { shorten } from './shorten';
import { textWidth } from './text-width';

/** How a text is set. */
export interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  /** 12 pixels if left out. */
  readonly size?: number;
  readonly weight?: 'bold';
  /** Longer texts are cut, and shown whole where a pointer rests. */
  readonly room?: number;
  /** Reads from below. */
  readonly upwards?: boolean;
}

/**
 * Text at a place, on its baseline; nothing if there are no words.
 *
 * @param x in pixels, as all lengths: its start, middle or end, as the anchor says
 *
 * @example
 * ```ts
 * text('age', 100, 20, { anchor: 'end' }); // => '<text x="100" y="20" text-anchor="end">age</text>'
 * text('petal length', 0, 12, { room: 50 }); // => '<text x="0" y="12"><title>petal length</title>petal l…</text>'
 * ```
 */
export function text(words: string, x: number, y: number, style: TextStyle = {}): string {
  const { anchor = 'start', size = 12, weight, room = Number.POSITIVE_INFINITY, upwards } = style;
  if (words === '') return '';
  const shown = shorten(words, room, size, weight);
  const attributes = {
    ...(upwards ? { transform: `translate(${round(x)} ${round(y)}) rotate(-90)` } : { x, y }),
    ...(anchor === 'start' ? {} : { 'text-anchor': anchor }),
    ...(size === 12 ? {} : { 'font-size': size }),
    ...(weight ? { 'font-weight': weight } : {}),
  };
  const whole = shown === words ? [] : [element('title', {}, escapeText(words))];
  return element('text', attributes, ...whole, escapeText(shown));
}

/**
 * How much room the widest of some texts takes.
 *
 * @param size that of the font, in pixels, as the room
 *
 * @example
 * ```ts
 * widest(['Wim', 'i'], 1000); // => 2241
 * ```
 */
export function widest(texts: readonly string[], size: number): number {
  return texts.reduce((width, one) => Math.max(width, textWidth(one, size)), 0);
}
