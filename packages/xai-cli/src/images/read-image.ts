import { readFile } from 'node:fs/promises';
import { type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import { type RGBAImage, resize } from 'vision-heatmaps';
import { decodePng } from 'vision-heatmaps/png';
import { ImageFileError } from '../errors/errors';
import { withFile } from '../errors/file-failure';
import type { InputShape } from '../models/input-shape';
import { checkChannels, type Normalization, normalize, unchanged } from './normalization';

/** How an image becomes a model's input. */
export interface ReadImageOptions {
  /** Of brightness in [0, 1]; left as it is by default. */
  readonly normalization?: Normalization;
  /** Swaps black and white: for dark ink on white paper, where the model knows light ink on black. */
  readonly invert?: boolean;
}

/**
 * Reads a PNG file as the input of a model: resized, in the channels that the model takes, with brightness from 0 to 1
 * or normalized. Of colours a gray model sees the luma (ITU-R BT.601); transparent pixels show white paper.
 *
 * @param file the path of a PNG file
 * @param shape the size that the model takes; a side that is left out is the image's own
 * @returns `[1, height, width, channels]`, which belongs to the caller
 * @throws {FileError} when there is no such file
 * @throws {ImageFileError} when it is no PNG file
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
  const image = decode(bytes, file);
  const { height = image.height, width = image.width, channels } = shape;
  const isOfSize = image.height === height && image.width === width;
  const { data } = isOfSize ? image : resize(image, width, height);
  const values = new Float32Array(height * width * channels);
  for (let at = 0; at < values.length; at++) {
    const [pixel, channel] = [Math.floor(at / channels), at % channels];
    const seen = brightness(data, pixel, channel, channels);
    values[at] = normalize(invert && channel < 3 ? 1 - seen : seen, channel, normalization);
  }
  return tensor4d(values, [1, height, width, channels]);
}

function decode(bytes: Buffer, file: string): RGBAImage {
  try {
    return decodePng(bytes);
  } catch (cause) {
    const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
    const expected = `a PNG file${isJpeg ? '; this is a JPEG: convert it' : ''}`;
    throw new ImageFileError(`${file} cannot be read as an image; expected ${expected}.`, {
      argument: 'input',
      value: file,
      expected,
      cause,
    });
  }
}

/** The brightness in [0, 1] of a pixel in a channel. */
function brightness(data: Uint8ClampedArray, pixel: number, channel: number, channels: number): number {
  const [red, green, blue, alpha] = data.subarray(4 * pixel, 4 * pixel + 4);
  if (channels === 4) return [red, green, blue, alpha][channel] / 255;
  const ink = channels === 1 ? 0.299 * red + 0.587 * green + 0.114 * blue : [red, green, blue][channel];
  return (ink * alpha + 255 * (255 - alpha)) / 255 ** 2;
}
