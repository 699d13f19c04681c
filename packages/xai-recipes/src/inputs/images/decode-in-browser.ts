import { describeValue } from 'xai-base';
import { ImageFileError } from '../../errors/errors';
import type { Pixels } from './pixels';

/**
 * The pixels of an image of any kind that the browser shows, upright, as its camera says.
 *
 * @throws {ImageFileError} when it shows no such files, or this is no browser
 */
export async function decodeInBrowser(bytes: Uint8Array, name: string): Promise<Pixels> {
  if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') {
    const expected = 'a browser; in Node, files of xai-recipes/node, which decode images';
    throw new ImageFileError(`${name} cannot be decoded here; expected ${expected}.`, { argument: 'files', expected });
  }
  try {
    const options = { imageOrientation: 'from-image', premultiplyAlpha: 'none', colorSpaceConversion: 'none' } as const;
    const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), options);
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return { width, height, data: context.getImageData(0, 0, width, height).data, white: 255 };
  } catch (cause) {
    const expected = 'an image that this browser shows';
    throw new ImageFileError(`${name} cannot be read as an image; expected ${expected}.`, {
      argument: 'input',
      value: describeValue(bytes),
      expected,
      cause,
    });
  }
}
