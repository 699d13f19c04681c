import { colorAt } from '../colormaps/color-at';
import type { Color } from '../colormaps/colormap-table';
import { type Colormap, colormapTable } from '../colormaps/colormaps';
import { type Tone, tones } from '../svg/tone';

/** The colours of the two signs. */
export interface SignTones {
  readonly negative: Tone;
  readonly positive: Tone;
}

/** These have colours by day and by night. */
const adaptive: ReadonlyMap<Colormap, SignTones> = new Map<Colormap, SignTones>([
  ['seismic', { negative: tones.blue, positive: tones.red }],
  ['seismic_r', { negative: tones.red, positive: tones.blue }],
  ['grays', { negative: tones.ink, positive: tones.ink }],
  ['grays_r', { negative: tones.ink, positive: tones.ink }],
]);

/**
 * The colours of negative and positive values in a colour map: its low and its high end. Those of `seismic` (blue and red) and `grays` (as
 * the text) are readable by day and by night.
 *
 * @throws {ValueError} for a name that is none, or a table that is none
 *
 * @example
 * ```ts
 * signTones([[0, 128, 0], [255, 165, 0]]).positive; // => { light: '#ffa500', dark: '#ffa500' }
 * ```
 */
export function signTones(colormap: Colormap): SignTones {
  const named = adaptive.get(colormap);
  if (named) return named;
  const table = colormapTable(colormap);
  return { negative: toneOf(colorAt(table, 0)), positive: toneOf(colorAt(table, 1)) };
}

function toneOf(color: Color): Tone {
  const hex = toHex(color);
  return { light: hex, dark: hex };
}

/**
 * A colour as hexadecimal digits behind a hash, rounded as a picture's pixels are.
 *
 * @example
 * ```ts
 * toHex([255, 127.6, 0]); // => '#ff8000'
 * ```
 */
export function toHex(color: Color): string {
  return `#${Array.from(Uint8ClampedArray.from(color), (channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
