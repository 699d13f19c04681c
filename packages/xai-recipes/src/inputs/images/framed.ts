import { resizeGrid } from 'vision-heatmaps';
import type { ImageRecipe } from '../../recipe/input-recipe';
import type { Pixels } from './pixels';

/** Height and width of an image. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

type Grid = Pick<Pixels, 'data'> & Size;

/**
 * The pixels of an image in another size: stretched to it; cut at its middle, so that nothing is stretched; or whole, between bars of black.
 *
 * @returns red, green, blue and alpha of each pixel
 */
export function framed(image: Pixels, { height, width }: Size, fit: ImageRecipe['fit'] = 'stretch'): ArrayLike<number> {
  if (fit === 'letterbox') return letterbox(image, { height, width });
  const source = fit === 'crop' ? middle(image, width / height) : image;
  return resized(source, { height, width });
}

function resized(image: Grid, { height, width }: Size): ArrayLike<number> {
  if (image.height === height && image.width === width) return image.data;
  return resizeGrid({ ...image, channels: 4 }, width, height);
}

/** The largest part at the middle whose sides have a ratio. */
function middle(image: Pixels, ratio: number): Grid {
  const width = Math.min(image.width, Math.max(1, Math.round(image.height * ratio)));
  const height = Math.min(image.height, Math.max(1, Math.round(image.width / ratio)));
  const [left, top] = [Math.floor((image.width - width) / 2), Math.floor((image.height - height) / 2)];
  const data = image.data.slice(0, 4 * width * height);
  for (let row = 0; row < height; row++) {
    const start = 4 * ((top + row) * image.width + left);
    data.set(image.data.subarray(start, start + 4 * width), 4 * row * width);
  }
  return { width, height, data };
}

function letterbox(image: Pixels, { height, width }: Size): Float32Array {
  const scale = Math.min(height / image.height, width / image.width);
  const inner = {
    height: Math.max(1, Math.round(image.height * scale)),
    width: Math.max(1, Math.round(image.width * scale)),
  };
  const small = resized(image, inner);
  const [left, top] = [Math.floor((width - inner.width) / 2), Math.floor((height - inner.height) / 2)];
  const all = new Float32Array(4 * height * width);
  for (let alpha = 3; alpha < all.length; alpha += 4) all[alpha] = image.white;
  for (let row = 0; row < inner.height; row++) {
    for (let at = 0; at < 4 * inner.width; at++)
      all[4 * ((top + row) * width + left) + at] = small[4 * row * inner.width + at];
  }
  return all;
}
