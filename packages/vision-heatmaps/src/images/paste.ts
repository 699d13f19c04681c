import type { RGBAImage } from './rgba-image';

/** Draws an image onto an opaque one with its upper left corner at (left, top); transparent pixels let it shine through. */
export function paste(target: RGBAImage, source: RGBAImage, left: number, top: number): void {
  for (let y = 0; y < source.height; y++)
    for (let x = 0; x < source.width; x++) {
      const from = 4 * (y * source.width + x);
      const to = 4 * ((top + y) * target.width + left + x);
      const alpha = source.data[from + 3] / 255;
      for (let channel = 0; channel < 3; channel++)
        target.data[to + channel] = alpha * source.data[from + channel] + (1 - alpha) * target.data[to + channel];
    }
}
