import { checkPositiveInteger, describeValue, ShapeError, ValueError, wrongValue } from 'xai-base';

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
 * @throws {ValueError} for a side that is not a positive integer, more than 2^26 pixels, or a colour that is none
 *
 * @example
 * ```ts
 * createImage(1, 2, [255, 128, 0, 255]).data; // => [255, 128, 0, 255, 255, 128, 0, 255]
 * ```
 */
export function createImage(width: number, height: number, color: readonly number[] = [0, 0, 0, 0]): RGBAImage {
  checkSides(width, height);
  if (!Array.isArray(color) || color.length !== 4 || !color.every((channel) => typeof channel === 'number')) {
    const expected = 'red, green, blue and alpha, [0, 0, 0, 255]';
    throw wrongValue('color', color, expected);
  }
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < data.length; at++) data[at] = color[at % 4];
  return { width, height, data };
}

/** The largest area of an image that is made here. */
const MAX_PIXELS = 2 ** 26;

/** @throws {ValueError} for a side that is not a positive integer, or more pixels than an image may have */
export function checkSides(width: number, height: number): void {
  checkPositiveInteger('width', width);
  checkPositiveInteger('height', height);
  if (width * height <= MAX_PIXELS) return;
  const expected = `at most ${MAX_PIXELS} pixels`;
  const message = `An image of ${width} x ${height} was asked for; expected ${expected}.`;
  throw new ValueError(message, { argument: 'width, height', value: [width, height], expected });
}

/** @throws {ShapeError} for anything but an image whose data has the length that its sides ask for */
export function checkImage(image: RGBAImage, argument = 'image'): void {
  const { width, height, data } = image ?? {};
  const hasSides = Number.isSafeInteger(width) && Number.isSafeInteger(height) && width > 0 && height > 0;
  if (hasSides && data?.length === 4 * width * height) return;
  const expected = 'an RGBA image { width, height, data } with 4 * width * height values';
  const isLike = [width, height, data?.length].every((length) => typeof length === 'number');
  const given = isLike ? `${width} x ${height} with ${data?.length} values` : describeValue(image);
  throw new ShapeError(`${argument} is ${given}; expected ${expected}.`, { argument, value: image, expected });
}
