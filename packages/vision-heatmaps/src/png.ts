import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { checkImage, type RGBAImage } from './images/rgba-image';
import { type DecodeOptions, decode } from './png-format/decode';
import { drawnPng } from './png-format/drawn-png';

export type { DecodeOptions } from './png-format/decode';

/**
 * The bytes of a PNG file that shows the image, without loss.
 *
 * @throws {ShapeError} for an image whose data does not fit its sides
 *
 * @example
 * ```ts
 * decodePng(encodePng(createImage(1, 1, [1, 2, 3, 255]))).data; // => [1, 2, 3, 255]
 * ```
 */
export function encodePng(image: RGBAImage): Uint8Array {
  checkImage(image);
  const png = new PNG({ width: image.width, height: image.height });
  png.data.set(image.data);
  // pngjs would try all filters on every line, then compress runs only: slower, and larger for drawings
  return new Uint8Array(PNG.sync.write(png, { filterType: 2, deflateStrategy: 0 }));
}

/**
 * The image in the bytes of a PNG file; 16-bit channels are reduced to 8 bits (see {@link decodePngValues} for all of them).
 *
 * @throws {FormatError} for bytes that are no PNG file, a damaged one, or one of more pixels than the options allow
 *
 * @example
 * ```ts
 * const { width, height } = decodePng(encodePng(createImage(3, 2)));
 * [width, height]; // => [3, 2]
 * ```
 */
export function decodePng(bytes: Uint8Array, options?: DecodeOptions): RGBAImage {
  const { width, height, data } = decode(bytes, options, false);
  return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) };
}

/** An image with all its bits. */
export interface PngValues {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** How many bits a channel has: images of fewer bits than 8 count as 8. */
  readonly bitDepth: 8 | 16;
  /** Red, green, blue and alpha of each pixel from 0 to 1, row by row from the top; `4 * width * height` values. */
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * The values of a PNG file as a model may want them: from 0 to 1, those of 16-bit channels with all their bits (`value / 65535`), as X-rays and depth
 * maps have them.
 *
 * @throws {FormatError} for bytes that are no PNG file, a damaged one, or one of more pixels than the options allow
 *
 * @example
 * ```ts
 * const { bitDepth, values } = decodePngValues(encodePng(createImage(1, 1, [255, 51, 0, 255])));
 * [bitDepth, ...values]; // => [8, 1, 0.2, 0, 1]
 * ```
 */
export function decodePngValues(bytes: Uint8Array, options?: DecodeOptions): PngValues {
  const { data, ...rest } = decode(bytes, options, true);
  const largest = 2 ** rest.bitDepth - 1;
  return { ...rest, values: Float32Array.from(data, (value) => value / largest) };
}

/** What draws itself as SVG: a sheet, or a plot of another package. */
export interface Drawn {
  toSVG(): string;
}

/**
 * Writes an image, or a picture that draws itself as SVG, to a PNG file: whole or not at all, under another name first, which then takes the place of a file
 * that was there. For SVG the package `svg-png` must be installed, which brings the font; a unit of the picture becomes two pixels.
 *
 * @throws {ShapeError} for an image whose data does not fit its sides
 * @throws {FormatError} for SVG where `svg-png` is not installed
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import path from 'node:path';
 *
 * const file = path.join(tmpdir(), 'white.png');
 * await writePng(createImage(2, 2, [255, 255, 255, 255]), file);
 * (await readPng(file)).width; // => 2
 * ```
 */
export async function writePng(picture: RGBAImage | Drawn, path: string | URL): Promise<void> {
  const bytes = isDrawn(picture) ? await drawnPng(picture.toSVG()) : encodePng(picture);
  const target = path instanceof URL ? fileURLToPath(path) : path;
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, bytes, { flag: 'wx', flush: true });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function isDrawn(picture: RGBAImage | Drawn): picture is Drawn {
  return typeof (picture as Drawn | undefined)?.toSVG === 'function';
}

/**
 * Reads an image from a PNG file.
 *
 * @throws {FormatError} for a file that is no PNG file, a damaged one, or one of more pixels than the options allow
 *
 * @example
 * ```ts no-run
 * const photo = await readPng('photo.png');
 * ```
 */
export async function readPng(path: string | URL, options?: DecodeOptions): Promise<RGBAImage> {
  return decodePng(await readFile(path), options);
}
