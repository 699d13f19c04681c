import { type Tone, tones } from '../svg/tone';
import { valueError } from '../values/errors';

/** Red, green and blue, each in 0..255. */
export type Color = readonly [red: number, green: number, blue: number];

/**
 * The colours of negative and positive values, by name or as the first and the last colour of a table: `'seismic'` is blue and
 * red, `'grays'` as the line. Where the middle of a table would be, the ground is seen, by day and by night.
 */
export type Colorscheme = 'seismic' | 'grays' | readonly Color[];

/** The colours of the two signs. */
export interface SignTones {
  readonly negative: Tone;
  readonly positive: Tone;
}

const named: Record<string, SignTones> = {
  seismic: { negative: tones.blue, positive: tones.red },
  grays: { negative: tones.ink, positive: tones.ink },
};

/**
 * The colours of the signs in a scheme.
 *
 * @throws {ValueError} for a name that is none, or a table that is none
 *
 * @example
 * ```ts
 * signTones([[0, 128, 0], [255, 165, 0]]).positive; // => { light: '#ffa500', dark: '#ffa500' }
 * ```
 */
export function signTones(colorscheme: Colorscheme): SignTones {
  if (typeof colorscheme === 'string' && Object.hasOwn(named, colorscheme)) return named[colorscheme];
  if (isTable(colorscheme)) return { negative: toneOf(colorscheme[0]), positive: toneOf(colorscheme.at(-1)!) };
  const given = typeof colorscheme === 'string' ? colorscheme : JSON.stringify(colorscheme);
  const names = Object.keys(named).join(', ');
  throw valueError('colorscheme', given, `one of ${names}, or at least two colours [red, green, blue] in 0..255`);
}

function toneOf(color: Color): Tone {
  const hex = `#${color.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
  return { light: hex, dark: hex };
}

function isTable(table: unknown): table is readonly Color[] {
  const isChannel = (channel: unknown) => typeof channel === 'number' && channel >= 0 && channel <= 255;
  const isColor = (color: unknown) => Array.isArray(color) && color.length === 3 && color.every(isChannel);
  return Array.isArray(table) && table.length >= 2 && table.every(isColor);
}
