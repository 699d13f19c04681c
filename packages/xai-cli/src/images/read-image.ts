import { readFile } from 'node:fs/promises';
import { type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import { resizeGrid } from 'vision-heatmaps';
import { withFile } from 'xai-recipes';
import type { InputShape } from '../models/input-shape';
import { decodeImage } from './decode-image';
import { checkChannels, type Normalization, normalize, unchanged } from './normalization';

/** How an image becomes a model's input. */
export interface ReadImageOptions {
  /** Of brightness in [0, 1]; left as it is by default. */
  readonly normalization?: Normalization;
  /** Swaps black and white: for dark ink on white paper, where the model knows light ink on black. */
  readonly invert?: boolean;
}

/**
 * Reads an image as the input of a model: resized, in the channels that the model takes, with brightness from 0 to 1
 * or normalized. Of colours a gray model sees the luma (ITU-R BT.601); transparent pixels show white paper.
 *
 * @param file the path of a PNG, JPEG, WebP, GIF, TIFF or AVIF file
 * @param shape the size that the model takes; a side that is left out is the image's own
 * @returns `[1, height, width, channels]`, which belongs to the caller
 * @throws {FileError} when there is no such file
 * @throws {ImageFileError} when it is no such file, or a damaged one
 * @throws {UsageError} when the normalization does not fit the channels
 *
 * @example
 * ```ts
 * (await readImage(demoDigit(9), { height: 14, width: 14, channels: 3 })).shape; // => [1, 14, 14, 3]
 * ```
 */
export async function readImage(file: string, shape: InputShape, options: ReadImageOptions = {}): Promise<Tensor4D> {
  const { normalization = unchanged, invert = false } = options;
  checkChannels(normalization, shape.channels);
  const bytes = await withFile('read the image', file, () => readFile(file));
  const image = await decodeImage(bytes, file);
  const { height = image.height, width = image.width, channels } = shape;
  const { white } = image;
  const isOfSize = image.height === height && image.width === width;
  const data = isOfSize ? image.data : resizeGrid({ ...image, channels: 4 }, width, height);
  const values = new Float32Array(height * width * channels);
  for (let at = 0; at < values.length; at++) {
    const [pixel, channel] = [Math.floor(at / channels), at % channels];
    const seen = brightness(data, 4 * pixel, channel, channels, white);
    values[at] = normalize(invert && channel < 3 ? 1 - seen : seen, channel, normalization);
  }
  return tensor4d(values, [1, height, width, channels]);
}

/** The brightness in [0, 1] of the pixel that begins at a place, in a channel. */
function brightness(data: ArrayLike<number>, place: number, channel: number, channels: number, white: number): number {
  if (channels === 4) return data[place + channel] / white;
  const ink =
    channels === 1 ? 0.299 * data[place] + 0.587 * data[place + 1] + 0.114 * data[place + 2] : data[place + channel];
  const alpha = data[place + 3] / white;
  return (ink / white) * alpha + 1 - alpha;
}
