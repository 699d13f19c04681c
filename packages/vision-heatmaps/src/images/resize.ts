import { checkPositiveInteger, describeValue, ValueError } from 'xai-base';
import { type HeatmapImage, withLegend } from './heatmap-image';
import { linear, nearest, resample } from './resample';
import { checkImage, type RGBAImage } from './rgba-image';

const methods = { bilinear: linear, nearest } as const;

/** `bilinear` is smooth and averages where the image shrinks; `nearest` keeps the pixels as crisp squares. */
export type ResizeMethod = keyof typeof methods;

/**
 * An image in another size; a heatmap keeps its legend. Pixel centres are at halves, so that the picture does not move.
 *
 * @param image the image, which stays as it is
 * @param width pixels
 * @param height pixels
 * @throws {ShapeError} for an image whose data does not fit its sides
 * @throws {ValueError} for a side that is not a positive integer, or an unknown method
 *
 * @example
 * ```ts
 * const image = createImage(28, 28, [255, 255, 255, 255]);
 * resize(image, 112, 112, 'nearest').data.length; // => 50176
 * ```
 */
export function resize(image: RGBAImage, width: number, height: number, method: ResizeMethod = 'bilinear'): RGBAImage {
  const { legend }: HeatmapImage = image ?? {};
  checkImage(image);
  checkPositiveInteger('width', width);
  checkPositiveInteger('height', height);
  if (!Object.hasOwn(methods, method)) {
    const expected = `one of ${Object.keys(methods).join(', ')}`;
    throw new ValueError(`method is ${describeValue(method)}; expected ${expected}.`, {
      argument: 'method',
      value: method,
      expected,
    });
  }
  const taps = methods[method];
  const grid = { ...image, channels: 4 };
  const data = resample(grid, taps(image.width, width), taps(image.height, height));
  return withLegend({ width, height, data: new Uint8ClampedArray(data) }, legend);
}
