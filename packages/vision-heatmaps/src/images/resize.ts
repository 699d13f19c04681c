import { describeValue, ShapeError, wrongValue } from 'xai-base';
import { type HeatmapImage, withLegend } from './heatmap-image';
import { type Grid, linear, nearest, resample } from './resample';
import { checkImage, checkSides, type RGBAImage } from './rgba-image';

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
 * @throws {ValueError} for a side that is not a positive integer, more than 2^26 pixels, or an unknown method
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
  checkSides(width, height);
  if (typeof method !== 'string' || !Object.hasOwn(methods, method)) {
    const expected = `one of ${Object.keys(methods).join(', ')}`;
    throw wrongValue('method', method, expected);
  }
  const taps = methods[method];
  const grid = { ...image, channels: 4 };
  const data = resample(grid, taps(image.width, width), taps(image.height, height));
  return withLegend({ width, height, data: new Uint8ClampedArray(data) }, legend);
}

/**
 * Numbers on a grid in another size, as {@link resize} does it with an image, but not rounded: for pixels of more than 8 bits, or maps.
 *
 * @param grid the numbers, which stay as they are
 * @returns `width * height * channels` numbers
 * @throws {ShapeError} for a grid whose data does not fit its sides
 * @throws {ValueError} for a side that is not a positive integer, or more than 2^26 places
 *
 * @example
 * ```ts
 * resizeGrid({ width: 2, height: 1, channels: 1, data: [0, 1000] }, 4, 1); // => [0, 250, 750, 1000]
 * ```
 */
export function resizeGrid(grid: Grid, width: number, height: number): Float64Array {
  const { width: columns, height: rows, channels, data } = grid ?? {};
  const isWhole = [columns, rows, channels].every((length) => Number.isSafeInteger(length) && length > 0);
  if (!isWhole || data?.length !== columns * rows * channels) {
    const expected = '{ width, height, channels, data } with as many values as places and channels';
    const given =
      isWhole && data ? `${columns} x ${rows} x ${channels} with ${data.length} values` : describeValue(grid);
    throw new ShapeError(`grid is ${given}; expected ${expected}.`, { argument: 'grid', value: grid, expected });
  }
  checkSides(width, height);
  return resample(grid, linear(grid.width, width), linear(grid.height, height));
}
