import { Tensor } from '@tensorflow/tfjs-core';
import { isPlainTensor, type PlainTensor, ShapeError, wrongValue } from 'xai-base';
import { checkImage, type RGBAImage } from './rgba-image';
import { type ImageRange, toImages } from './to-images';

/** What heatmaps can be laid over. */
export type Background = Tensor | PlainTensor | RGBAImage | readonly RGBAImage[];

/**
 * The images below the heatmaps of a batch. They are fewer than samples where one image serves all, or where an
 * explanation holds several maps of each input, one batch of inputs after another.
 */
export async function imagesBelow(
  background: Background,
  samples: number,
  imageRange?: ImageRange,
): Promise<readonly RGBAImage[]> {
  const images = await listImages(background, imageRange);
  for (const image of images) checkImage(image);
  const { width, height } = images[0] ?? {};
  const fits = images.length > 0 && samples % images.length === 0;
  if (fits && images.every((image) => image.width === width && image.height === height)) return images;
  const expected = fits ? 'images of one size' : 'one image, or one a sample';
  throw new ShapeError(`There are ${images.length} images for ${samples} samples; expected ${expected}.`, {
    argument: 'image',
    value: images.length,
    expected,
  });
}

async function listImages(background: Background, imageRange?: ImageRange): Promise<readonly RGBAImage[]> {
  if (background instanceof Tensor || isPlainTensor(background)) return toImages(background, imageRange);
  if (Array.isArray(background)) return background;
  if (typeof background === 'object' && background !== null && 'data' in background) return [background];
  const expected = 'a tensor of images, an RGBA image { width, height, data }, or a list of these';
  throw wrongValue('image', background, expected);
}
