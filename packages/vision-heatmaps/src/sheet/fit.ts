import { resize } from '../images/resize';
import type { RGBAImage } from '../images/rgba-image';

/** The image as large as it fits into a cell: enlarged by a whole factor, so that pixels stay crisp squares, or shrunk. */
export function fit(image: RGBAImage, width: number, height: number): RGBAImage {
  const factor = Math.min(width / image.width, height / image.height);
  if (factor >= 1) {
    const whole = Math.floor(factor);
    return resize(image, whole * image.width, whole * image.height, 'nearest');
  }
  const side = (length: number) => Math.max(Math.round(factor * length), 1);
  return resize(image, side(image.width), side(image.height));
}
