import { resize } from '../images/resize';
import type { RGBAImage } from '../images/rgba-image';

/** An image as it is drawn in a cell. */
export interface Fitted {
  /** How large it is drawn. */
  readonly width: number;
  readonly height: number;
  readonly image: RGBAImage;
  /** Whether its pixels are enlarged, to crisp squares. */
  readonly isEnlarged: boolean;
}

/** Sharp screens show so many pixels a pixel. */
const SHARP = 2;

/** The image as large as it fits into a cell: enlarged by a whole factor, so that pixels stay crisp squares, or shrunk; no more of it is kept than sharp screens show. */
export function fit(image: RGBAImage, width: number, height: number): Fitted {
  const factor = Math.min(width / image.width, height / image.height);
  if (factor >= 1) {
    const whole = Math.floor(factor);
    return { width: whole * image.width, height: whole * image.height, image, isEnlarged: true };
  }
  const side = (length: number) => Math.max(Math.round(factor * length), 1);
  const drawn = { width: side(image.width), height: side(image.height) };
  const isSharp = SHARP * drawn.width >= image.width && SHARP * drawn.height >= image.height;
  const kept = isSharp ? image : resize(image, SHARP * drawn.width, SHARP * drawn.height);
  return { ...drawn, image: kept, isEnlarged: false };
}
