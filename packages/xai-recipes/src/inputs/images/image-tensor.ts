import { type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import type { InputShape } from '../../models/input-shape';
import type { ImageRecipe } from '../../recipe/input-recipe';
import { framed } from './framed';
import { checkChannels, type Normalization, normalize, unchanged } from './normalization';
import type { Pixels } from './pixels';

/** How an image becomes a model's input. */
export interface ImageTensorOptions extends Pick<ImageRecipe, 'fit' | 'invert' | 'order'> {
  /** Of brightness in [0, 1]; left as it is by default. */
  readonly normalization?: Normalization;
}

/**
 * An image as the input of a model: resized, in the channels that the model takes, with brightness from 0 to 1 or normalized. Of colours a gray
 * model sees the luma (ITU-R BT.601); transparent pixels show white paper.
 *
 * @param shape the size that the model takes; a side that is left out is the image's own
 * @returns `[1, height, width, channels]`, which belongs to the caller
 * @throws {RecipeError} when the normalization does not fit the channels
 *
 * @example
 * ```ts
 * const red = { width: 1, height: 1, data: Uint8Array.of(255, 0, 0, 255), white: 255 };
 * imageTensor(red, { channels: 3 }, { order: 'bgr' }); // => [[[[0, 0, 1]]]]
 * ```
 */
export function imageTensor(image: Pixels, shape: InputShape, options: ImageTensorOptions = {}): Tensor4D {
  const { normalization = unchanged, invert = false, fit, order = 'rgb' } = options;
  checkChannels(normalization, shape.channels);
  const { height = image.height, width = image.width, channels } = shape;
  const data = framed(image, { height, width }, fit);
  const values = new Float32Array(height * width * channels);
  for (let at = 0; at < values.length; at++) {
    const [pixel, channel] = [Math.floor(at / channels), at % channels];
    const color = order === 'bgr' && channels >= 3 && channel < 3 ? 2 - channel : channel;
    const seen = brightness(data, 4 * pixel, color, channels, image.white);
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
