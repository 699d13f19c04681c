import { concat, dispose, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { type Normalization, normalize } from '../images/normalization';
import { readImage } from '../images/read-image';
import type { InputShape } from '../models/input-shape';
import type { ExplainOptions } from './explain-options';

/**
 * What the methods compare the input with.
 *
 * @param sample `[height, width, channels]` of the input
 * @returns an image of one brightness, black by default, and the images of the background, or else that one
 */
export async function readReferences(
  options: Pick<ExplainOptions, 'reference' | 'background' | 'invert'>,
  sample: readonly number[],
  normalization: Normalization,
): Promise<{ inputRef: Tensor4D; background: Tensor4D }> {
  const [height, width, channels] = sample;
  const shape = { height, width, channels } as InputShape;
  const inputRef = evenImage(options.reference ?? 0, sample, normalization);
  const images: Tensor4D[] = [];
  try {
    for (const file of options.background ?? [])
      images.push(await readImage(file, shape, { normalization, invert: options.invert }));
    return { inputRef, background: images.length > 0 ? tidy(() => concat(images)) : inputRef.clone() };
  } catch (error) {
    inputRef.dispose();
    throw error;
  } finally {
    dispose(images);
  }
}

/** An image of one brightness. */
function evenImage(brightness: number, sample: readonly number[], normalization: Normalization): Tensor4D {
  const [height, width, channels] = sample;
  const values = Float32Array.from({ length: height * width * channels }, (_, at) =>
    normalize(brightness, at % channels, normalization),
  );
  return tensor4d(values, [1, height, width, channels]);
}
