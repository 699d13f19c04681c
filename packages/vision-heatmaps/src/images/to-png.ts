import { encode } from 'fast-png';
import { checkImage, type RGBAImage } from './rgba-image';

/**
 * The bytes of a PNG file that shows the image, without loss: in browsers as in Node, where `encodePng` and `writePng` of `vision-heatmaps/png` write files.
 *
 * @throws {ShapeError} for an image whose data does not fit its sides
 *
 * @example
 * ```ts
 * const bytes = toPng(createImage(2, 2, [255, 0, 0, 255]));
 * const file = new Blob([bytes], { type: 'image/png' }); // in a browser: URL.createObjectURL(file)
 * file.size === bytes.length; // => true
 * ```
 */
export function toPng(image: RGBAImage): Uint8Array<ArrayBuffer> {
  checkImage(image);
  const { width, height, data } = image;
  return new Uint8Array(encode({ width, height, data: new Uint8Array(data), channels: 4, depth: 8 }));
}
