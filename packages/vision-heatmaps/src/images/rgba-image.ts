import { checkPositiveInteger, describeValue, ShapeError } from 'xai-base';

/** A picture, laid out as the browser's `ImageData`. */
export interface RGBAImage {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** Red, green, blue and alpha of each pixel in 0..255, row by row from the top; `4 * width * height` values. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * An image of one colour.
 *
 * @param width pixels
 * @param height pixels
 * @param color red, green, blue and alpha in 0..255; transparent black by default
 * @throws {ValueError} for a side that is not a positive integer
 *
 * @example
 * ```ts
 * createImage(1, 2, [255, 128, 0, 255]).data; // => [255, 128, 0, 255, 255, 128, 0, 255]
 * ```
 */
export function createImage(width: number, height: number, color: readonly number[] = [0, 0, 0, 0]): RGBAImage {
  checkPositiveInteger('width', width);
  checkPositiveInteger('height', height);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < data.length; at++) data[at] = color[at % 4];
  return { width, height, data };
}

/** @throws {ShapeError} for anything but an image whose data has the length that its sides ask for */
export function checkImage(image: RGBAImage, argument = 'image'): void {
  const { width, height, data } = image ?? {};
  const hasSides = Number.isSafeInteger(width) && Number.isSafeInteger(height) && width > 0 && height > 0;
  if (hasSides && data?.length === 4 * width * height) return;
  const expected = 'an RGBA image { width, height, data } with 4 * width * height values';
  const given = data ? `${width} x ${height} with ${data.length} values` : describeValue(image);
  throw new ShapeError(`${argument} is ${given}; expected ${expected}.`, { argument, value: image, expected });
}
