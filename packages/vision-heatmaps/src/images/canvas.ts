import { ValueError } from 'xai-base';
import { checkImage, type RGBAImage } from './rgba-image';

/**
 * The image as the `ImageData` of the browser; both share their pixels.
 *
 * @throws {ValueError} where there is no `ImageData`, as in Node
 *
 * @example
 * ```ts no-run
 * const data = toImageData(createImage(28, 28));
 * ```
 */
export function toImageData(image: RGBAImage): ImageData {
  checkImage(image);
  if (typeof ImageData === 'function') return new ImageData(image.data, image.width, image.height);
  const expected = 'a browser; in Node use writePng of vision-heatmaps/png';
  throw new ValueError(`There is no ImageData here; expected ${expected}.`, { argument: 'image', expected });
}

/**
 * Draws an image on a canvas, which takes the image's size.
 *
 * @throws {ValueError} for a canvas that gives no two-dimensional context
 *
 * @example
 * ```ts no-run
 * drawOnCanvas(createImage(28, 28), document.querySelector('canvas')!);
 * ```
 */
export function drawOnCanvas(image: RGBAImage, canvas: HTMLCanvasElement | OffscreenCanvas): void {
  const data = toImageData(image);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
  if (!context) {
    const expected = 'a canvas that was not used for another kind of context';
    throw new ValueError(`canvas has no 2d context; expected ${expected}.`, {
      argument: 'canvas',
      value: canvas,
      expected,
    });
  }
  canvas.width = image.width;
  canvas.height = image.height;
  context.putImageData(data, 0, 0);
}
