import type { Tensor4D } from '@tensorflow/tfjs-core';
import { type ImageTensorOptions, type InputShape, readImage as readFrom } from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';

/**
 * Reads an image from the disk as the input of a model, as {@link readFrom} of xai-recipes does it.
 *
 * @param file the path of a PNG, JPEG, WebP, GIF, TIFF or AVIF file
 * @param shape the size that the model takes; a side that is left out is the image's own
 * @returns `[1, height, width, channels]`, which belongs to the caller
 * @throws {FileError} when there is no such file
 * @throws {ImageFileError} when it is no such file, or a damaged one
 * @throws {RecipeError} when the normalization does not fit the channels
 *
 * @example
 * ```ts
 * (await readImage(demoDigit(9), { height: 14, width: 14, channels: 3 })).shape; // => [1, 14, 14, 3]
 * ```
 */
export function readImage(file: string, shape: InputShape, options: ImageTensorOptions = {}): Promise<Tensor4D> {
  return readFrom(diskFiles(), file, shape, options);
}
