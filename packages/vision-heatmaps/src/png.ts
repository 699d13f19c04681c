import { readFile, writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { FormatError } from 'xai-base';
import { checkImage, type RGBAImage } from './images/rgba-image';

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
 * The image in the bytes of a PNG file; 16-bit channels are reduced to 8 bits.
 *
 * @throws {FormatError} for bytes that are no PNG file, or a damaged one
 *
 * @example
 * ```ts
 * const { width, height } = decodePng(encodePng(createImage(3, 2)));
 * [width, height]; // => [3, 2]
 * ```
 */
export function decodePng(bytes: Uint8Array): RGBAImage {
  try {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
    return { width, height, data: new Uint8ClampedArray(data) };
  } catch (cause) {
    const expected = 'a PNG file';
    throw new FormatError(`The bytes are not ${expected}: ${(cause as Error).message}.`, {
      argument: 'bytes',
      value: `${bytes?.length} bytes`,
      expected,
      cause,
    });
  }
}

/**
 * Writes an image to a PNG file.
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
export async function writePng(image: RGBAImage, path: string | URL): Promise<void> {
  await writeFile(path, encodePng(image));
}

/**
 * Reads an image from a PNG file.
 *
 * @throws {FormatError} for a file that is no PNG file
 *
 * @example
 * ```ts no-run
 * const photo = await readPng('photo.png');
 * ```
 */
export async function readPng(path: string | URL): Promise<RGBAImage> {
  return decodePng(await readFile(path));
}
