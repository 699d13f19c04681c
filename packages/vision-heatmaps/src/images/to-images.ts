import { Tensor } from '@tensorflow/tfjs-core';
import { isPlainTensor, type PlainTensor, ShapeError, wrongValue } from 'xai-base';
import { readValues } from '../values/read-values';
import { extrema } from '../values/values';
import type { RGBAImage } from './rgba-image';

/** The values that are drawn black and white. */
export type ImageRange = readonly [black: number, white: number];

/**
 * The images of a tensor, to lay heatmaps over or to show beside them. The tensor is read once.
 *
 * Without a range it is taken from the data: 0..255 for an int32 tensor; otherwise, for each image, 0..1 if all its
 * values lie in there, else 0..255, else (for standardized images) from its smallest to its largest value.
 *
 * @param tensor `[batch, height, width, channels]` with 1 (gray), 3 (RGB) or 4 (RGBA) channels, or one image
 *   `[height, width, channels]`; it may be plain data
 * @param range the values that are black and white
 * @returns one image a sample
 * @throws {ShapeError} for another rank or number of channels
 * @throws {ValueError} for NaN, infinite values, or a range whose ends do not ascend
 *
 * @example
 * ```ts
 * const [image] = await toImages(tf.tensor4d([0, 0.2, 1], [1, 1, 1, 3]));
 * image.data; // => [0, 51, 255, 255]
 * ```
 */
export async function toImages(tensor: Tensor | PlainTensor, range?: ImageRange): Promise<RGBAImage[]> {
  checkRange(range);
  checkShape(tensor);
  const batch = await readValues(tensor, 'image');
  const [height, width, channels] = batch.shape.slice(-3);
  const size = height * width * channels;
  return Array.from({ length: batch.data.length / size }, (_, sample) => {
    const values = batch.data.subarray(sample * size, (sample + 1) * size);
    const [black, white] = range ?? (tensor.dtype === 'int32' ? [0, 255] : rangeOf(values));
    const shade = (value: number) => (255 * (value - black)) / (white - black || 1);
    return { width, height, data: toRGBA(values.map(shade), channels) };
  });
}

/** Whether {@link toImages} can draw a tensor of this shape. */
export function isImageShape(shape: readonly number[]): boolean {
  return (shape.length === 3 || shape.length === 4) && [1, 3, 4].includes(shape[shape.length - 1]);
}

function rangeOf(values: Float64Array): ImageRange {
  const [low, high] = extrema(values);
  if (low < 0 || high > 255) return [low, high];
  return high <= 1 ? [0, 1] : [0, 255];
}

function toRGBA(shades: Float64Array, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = shades.length / channels;
  const data = new Uint8ClampedArray(4 * pixels).fill(255);
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let channel = 0; channel < Math.max(channels, 3); channel++)
      data[4 * pixel + channel] = shades[pixel * channels + (channels === 1 ? 0 : channel)];
  return data;
}

/** Anything but a tensor is left to {@link readValues} to reject. */
function checkShape(tensor: Tensor | PlainTensor): void {
  if (!(tensor instanceof Tensor || isPlainTensor(tensor)) || isImageShape(tensor.shape)) return;
  const expected = '[batch, height, width, channels] or [height, width, channels] with 1, 3 or 4 channels';
  throw new ShapeError(`image has shape [${tensor.shape}]; expected ${expected}.`, {
    argument: 'image',
    value: tensor.shape,
    expected,
  });
}

function checkRange(range?: ImageRange): void {
  if (range === undefined || (Array.isArray(range) && range.length === 2 && range[1] > range[0])) return;
  const expected = 'two numbers, the value of black and the larger one of white';
  throw wrongValue('imageRange', range, expected);
}
