import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Files } from '../../files/files';
import { readBytes } from '../../files/read-file';
import type { InputShape } from '../../models/input-shape';
import { decodeInBrowser } from './decode-in-browser';
import { type ImageTensorOptions, imageTensor } from './image-tensor';
import { checkChannels, unchanged } from './normalization';
import type { Pixels } from './pixels';

/**
 * Reads an image as the input of a model.
 *
 * @param name of a PNG, JPEG, WebP, GIF, TIFF or AVIF file
 * @param shape the size that the model takes; a side that is left out is the image's own
 * @returns `[1, height, width, channels]`, which belongs to the caller
 * @throws {FileError} when there is no such file
 * @throws {ImageFileError} when it is no such file, or a damaged one
 * @throws {RecipeError} when the normalization does not fit the channels
 *
 * @example
 * ```ts
 * const digits = await folderFiles('../xai-cli/models/digits');
 * (await readImage(digits, '9.png', { height: 14, width: 14, channels: 3 })).shape; // => [1, 14, 14, 3]
 * ```
 */
export async function readImage(
  files: Files,
  name: string,
  shape: InputShape,
  options: ImageTensorOptions = {},
): Promise<Tensor4D> {
  checkChannels(options.normalization ?? unchanged, shape.channels);
  return imageTensor(await readPixels(files, name), shape, options);
}

/**
 * The pixels of an image, decoded as it is done where its file lies.
 *
 * @throws {FileError} when there is no such file
 * @throws {ImageFileError} when it is no image that can be read
 */
export async function readPixels(files: Files, name: string): Promise<Pixels> {
  const bytes = await readBytes(files, name, 'the image');
  return (files.decodeImage ?? decodeInBrowser)(bytes, name);
}
