import { reverse, type Tensor } from '@tensorflow/tfjs-core';
import { slic } from 'model-agnostic';
import { toImages } from 'vision-heatmaps';
import { type Explanation, toPlain } from 'xai-base';
import { inputShape } from '../../models/input-shape';
import type { Caption, Drawing } from '../../pictures/drawing';
import { imageDrawing } from '../../pictures/image-drawing';
import type { ImageRecipe } from '../../recipe/input-recipe';
import { methodOptionIn } from '../../recipe/method-option-in';
import type { ComparisonRecipe } from '../../recipe/recipe';
import { nameOfFile } from '../file-name';
import type { Item } from '../item';
import type { Comparison, Reading, Subject } from '../subject';
import { wrongItem } from '../wrong-item';
import { imageTensor } from './image-tensor';
import { checkChannels, contrastOf, normalize } from './normalization';
import { normalizationOf } from './normalization-of';
import type { Pixels } from './pixels';
import { readPixels } from './read-image';
import { readReferences } from './references';

/** Reads an image, what it is compared with, and how it is drawn. */
export async function readImageSubject({ recipe, item, loaded, files, bag }: Reading<ImageRecipe>): Promise<Subject> {
  const { fit, invert, size } = recipe.input;
  const { order, ...normalization } = normalizationOf(recipe.input);
  const { comparedWith = {} } = recipe;
  const taken = inputShape(loaded);
  checkChannels(normalization, taken.channels);
  const { pixels, source } = await pixelsOf(item, (name) => readPixels(files, name));
  const shape = size ? { ...taken, height: taken.height ?? size[0], width: taken.width ?? size[1] } : taken;
  const options = { normalization, invert, fit, order };
  const input = bag.add(imageTensor(pixels, shape, options));
  const references = await readReferences(files, comparedWith, input.shape.slice(1), options);
  const [inputRef, background] = [bag.add(references.inputRef), bag.add(references.background)];
  const ends = [0, 1].map((brightness) => normalize(brightness, 0, normalization)) as [number, number];
  const range = normalization.mean.length === 1 ? ends : undefined;
  const superpixels = {
    segmenter: slic({ segments: methodOptionIn(recipe.method, 'segments') as number | undefined }),
    ...((comparedWith.images || comparedWith.brightness !== undefined) && { background }),
  };
  return {
    modality: 'image',
    source,
    name: nameOfFile(source),
    input,
    inputRef,
    background,
    comparison: comparisonOf(comparedWith),
    contrast: contrastOf(normalization),
    hiding: { RISE: { background: inputRef }, LIME: superpixels, KernelSHAP: superpixels },
    draw: (explanation: Explanation, caption: Caption): Promise<Drawing> => {
      const seen = order === 'bgr' ? redFirst(explanation.input) : explanation.input.clone();
      return imageDrawing(explanation, seen, caption, range).finally(() => seen.dispose());
    },
    imageOf: async (part: Tensor) => {
      const seen = order === 'bgr' ? redFirst(part) : part.clone();
      const [image] = await toImages(seen, range).finally(() => seen.dispose());
      return image;
    },
    show: async (explanation: Explanation) => {
      if (order !== 'bgr') return { explanation: await toPlain(explanation) };
      const seen = redFirst(explanation.input);
      return { explanation: await toPlain({ ...explanation, input: seen }).finally(() => seen.dispose()) };
    },
  };
}

function redFirst(image: Tensor): Tensor {
  return reverse(image, -1);
}

async function pixelsOf(
  item: Item,
  read: (name: string) => Promise<Pixels>,
): Promise<{ pixels: Pixels; source: string }> {
  if (typeof item === 'object' && 'pixels' in item) return { pixels: item.pixels, source: item.name ?? 'image' };
  const source = typeof item === 'string' ? item : 'file' in item ? item.file : undefined;
  if (source === undefined) throw wrongItem('image', 'the name of a file, { file }, or { pixels }');
  return { pixels: await read(source), source };
}

/** Without anything said, superpixels are hidden by the colours of the image itself. */
function comparisonOf({ images: names, brightness }: ComparisonRecipe): Comparison {
  const usual = `brightness ${brightness ?? 0}`;
  if (names) {
    const images = `${names.length} image${names.length > 1 ? 's' : ''}`;
    return { usual, GradientSHAP: images, LIME: images, KernelSHAP: images };
  }
  if (brightness !== undefined) return { usual };
  return { usual, LIME: 'the mean colour of each superpixel', KernelSHAP: 'the mean colour of the image' };
}
