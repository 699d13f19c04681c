import type { Color } from 'svg-plots';

/** A colour of whole numbers, rounded as a picture's pixels are. */
export function pixel(color: Color): Color {
  const [red, green, blue] = Uint8ClampedArray.from(color);
  return [red, green, blue];
}
