import { createImage, type RGBAImage } from 'vision-heatmaps';

const WHITE = [255, 255, 255, 255];

/**
 * Images beside each other.
 *
 * @param gap pixels between them
 * @param color of the gap
 */
export function beside(images: readonly RGBAImage[], gap = 0, color = WHITE): RGBAImage {
  const width = images.reduce((sum, image) => sum + image.width + gap, -gap);
  const all = createImage(width, Math.max(...images.map((image) => image.height)), color);
  let left = 0;
  for (const image of images) {
    put(all, image, left, 0);
    left += image.width + gap;
  }
  return all;
}

function put(all: RGBAImage, { width, height, data }: RGBAImage, left: number, top: number): void {
  for (let row = 0; row < height; row++)
    all.data.set(data.subarray(4 * row * width, 4 * (row + 1) * width), 4 * ((top + row) * all.width + left));
}
