import { concat, dispose, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Files } from '../../files/files';
import type { InputShape } from '../../models/input-shape';
import type { ComparisonRecipe } from '../../recipe/recipe';
import type { ImageTensorOptions } from './image-tensor';
import { type Normalization, normalize, unchanged } from './normalization';
import { readImage } from './read-image';

/**
 * What the methods compare the input with.
 *
 * @param sample `[height, width, channels]` of the input
 * @returns an image of one brightness, black by default, and the images of the background, or else that one
 */
export async function readReferences(
  files: Files,
  { brightness = 0, images: names = [] }: ComparisonRecipe,
  sample: readonly number[],
  options: ImageTensorOptions,
): Promise<{ inputRef: Tensor4D; background: Tensor4D }> {
  const [height, width, channels] = sample;
  const shape = { height, width, channels } as InputShape;
  const inputRef = evenImage(brightness, sample, options.normalization ?? unchanged);
  const images: Tensor4D[] = [];
  try {
    for (const name of names) images.push(await readImage(files, name, shape, options));
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
