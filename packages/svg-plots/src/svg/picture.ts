import { element } from './element';
import { text } from './text';
import { FONT_FAMILY } from './text-width';
import { darkStyle, inTone, tones } from './tone';

/** What all pictures have in common. */
export interface Frame {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Stands above everything; nothing if empty. */
  readonly title: string;
  /** The picture in words. */
  readonly summary: string;
}

/** Between things and the edge of a picture, in pixels. */
export const EDGE = 12;
const TITLE = 24;

/**
 * Where drawings begin: below the title, if there is one.
 *
 * @example
 * ```ts
 * topOf(''); // => 12
 * topOf('Penguins'); // => 36
 * ```
 */
export function topOf(title: string): number {
  return EDGE + (title ? TITLE : 0);
}

/**
 * A picture for light and dark pages: a ground with a title and drawings in ink.
 *
 * @example
 * ```ts
 * const dot = element('circle', { cx: 20, cy: 20, r: 3 });
 * picture({ width: 40, height: 40, title: '', summary: 'A dot' }, dot).includes('aria-label="A dot"'); // => true
 * ```
 */
export function picture({ width, height, title, summary }: Frame, ...drawings: string[]): string {
  const font = { 'font-family': FONT_FAMILY, 'font-size': 12, direction: 'ltr' };
  const viewBox = `0 0 ${width} ${height}`;
  const label = { role: 'img', 'aria-label': summary };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox, ...font, ...label },
    darkStyle(),
    element('rect', { ...inTone(tones.ground), fill: 'currentColor', width, height }),
    element(
      'g',
      { ...inTone(tones.ink), fill: 'currentColor' },
      text(title, EDGE, EDGE + 11, { size: 14, weight: 'bold', room: width - 2 * EDGE }),
      ...drawings,
    ),
  );
}
