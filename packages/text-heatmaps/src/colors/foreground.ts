import type { Color } from 'svg-plots';

const black: Color = [0, 0, 0];
const white: Color = [255, 255, 255];

/** Relative luminance at which black and white have the same contrast: `(L + 0.05)^2 = 0.05 * 1.05`. */
const EVEN = Math.sqrt(0.05 * 1.05) - 0.05;

/**
 * Black or white, whichever has the better contrast to a background; it is at least 4.5 : 1.
 *
 * @param background red, green and blue in 0..255
 * @see W3C: Web Content Accessibility Guidelines 2.2, contrast ratio and relative luminance
 *
 * @example
 * ```ts
 * foreground([255, 255, 0]); // => [0, 0, 0]
 * ```
 */
export function foreground(background: Color): Color {
  return luminance(background) > EVEN ? black : white;
}

/** The relative luminance of an sRGB colour, from 0 to 1. */
export function luminance(color: Color): number {
  const [red, green, blue] = color.map((channel) => linear(channel / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
