import { ValueError, wrongValue } from 'xai-base';

/** How an SVG is drawn. */
export interface PngOptions {
  /** How many pixels a unit of the SVG gets: 2 by default, for sharp screens. */
  readonly scale?: number;
  /** The colour below the picture, in CSS; white by default. `'none'` leaves pixels without a drawing transparent. */
  readonly background?: string;
}

/** The names of these options. */
export const optionNames: readonly string[] = ['scale', 'background'] satisfies (keyof PngOptions)[];

/**
 * All options, with what is usual for those that are left out.
 *
 * @throws {ValueError} for one of another type or outside of its range
 */
export function settledOptions({ scale = 2, background = 'white' }: PngOptions): Required<PngOptions> {
  if (!(typeof scale === 'number' && scale > 0 && Number.isFinite(scale)))
    throw wrongValue('scale', scale, 'a positive number');
  if (typeof background !== 'string')
    throw wrongValue('background', background, "a colour in CSS, such as 'white' or '#fff', or 'none'");
  return { scale, background };
}

/** The largest area of a picture. */
const MAX_PIXELS = 2 ** 26;

/** @throws {ValueError} for a picture of more pixels than one may have, or of none */
export function checkArea(width: number, height: number, scale: number): void {
  const area = Math.ceil(width * scale) * Math.ceil(height * scale);
  if (area > 0 && area <= MAX_PIXELS) return;
  const expected = `from 1 to ${MAX_PIXELS} pixels`;
  const message = `An SVG of ${width} x ${height} was to be drawn at scale ${scale}; expected ${expected}.`;
  throw new ValueError(message, { argument: 'scale', value: scale, expected });
}
