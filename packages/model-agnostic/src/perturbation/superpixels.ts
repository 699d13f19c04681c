import {
  type Background,
  checkKeys,
  type Features,
  GroupedFeatures,
  type Perturbation,
  type References,
  referencesOf,
  type Sample,
  ShapeError,
  wrongValue,
} from 'xai-base';
import type { Segmenter } from '../segmentation/segmenter';
import { slic } from '../segmentation/slic';
import { blurred, segmentMeans, withoutGaps } from './hidden-images';

/**
 * How superpixels are hidden: `'segment mean'` by their own mean colour, `{ blur }` by the image blurred with this standard deviation in pixels; or by a colour,
 * another image or several, `'channelMean'`, the mean colour of the image, and what else a {@link Background} is. For one release, `'image mean'` is a deprecated name of `'channelMean'`.
 */
export type HideBy = 'segment mean' | 'image mean' | { readonly blur: number } | Background;

/** Options of {@link Superpixels}. */
export interface SuperpixelsOptions {
  /** What divides the image; about 50 superpixels by {@link slic} by default. */
  segmenter?: Segmenter;
  /** How superpixels are hidden; by their own mean colour by default. */
  hide?: HideBy;
}

/**
 * Features that are regions of an image `[height, width, channels]`. An attribution has shape `[height, width, 1]`; each
 * pixel has the value of its region.
 *
 * @example
 * ```ts
 * const left = (x: tf.Tensor) => tf.expandDims(tf.sum(tf.slice(x, [0, 0, 0, 0], [-1, -1, 1, -1]), [1, 2, 3]), 1);
 * const perturbation = new Superpixels({ segmenter: gridSegments(1, 2), hide: 0 });
 * const shap = new KernelSHAP(left, { perturbation });
 * (await analyze(tf.ones([1, 1, 2, 1]), shap)).val; // => [[[[1], [0]]]]
 * ```
 */
export class Superpixels implements Perturbation {
  /** @throws {ValueError} for an option that does not exist, or a segmenter that is none */
  constructor(private readonly options: SuperpixelsOptions = {}) {
    checkKeys(options, ['segmenter', 'hide'], 'Superpixels');
    const { segmenter = slic() } = options;
    if (typeof segmenter !== 'function')
      throw wrongValue('segmenter', segmenter, 'a function of an image, such as slic()');
  }

  async features(sample: Sample, signal?: AbortSignal): Promise<Features> {
    if (sample.shape.length !== 3) throw notAnImage(sample.shape);
    const [height, width, channels] = sample.shape;
    const { segmenter = slic(), hide = 'segment mean' } = this.options;
    const labels = await segmenter({ values: withoutGaps(sample), height, width, channels }, signal);
    const { groups, count } = consecutive(labels, height * width);
    const references = await referencesOfHidden(hide, sample, { groups, count }, signal);
    return new GroupedFeatures({ sample, groups, count, shape: [height, width, 1], references });
  }
}

/** The checked labels, renumbered from 0 without gaps, in the order of the labels. */
function consecutive(labels: ArrayLike<number>, size: number): { groups: Int32Array; count: number } {
  if (labels.length !== size) {
    const expected = `${size} labels, one for each pixel`;
    const message = `The segmenter returned ${labels.length} labels; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'segmenter', value: labels.length, expected });
  }
  const index = new Map<number, number>();
  for (let pixel = 0; pixel < size; pixel++) if (labels[pixel] !== labels[pixel - 1]) index.set(labels[pixel], 0);
  const known = [...index.keys()].sort((a, b) => a - b);
  for (const [feature, label] of known.entries()) index.set(label, feature);
  const groups = new Int32Array(size);
  for (let pixel = 0; pixel < size; pixel++) {
    const isSame = pixel > 0 && labels[pixel] === labels[pixel - 1];
    groups[pixel] = isSame ? groups[pixel - 1] : (index.get(labels[pixel]) as number);
  }
  return { groups, count: known.length };
}

async function referencesOfHidden(
  hide: HideBy,
  sample: Sample,
  { groups, count }: { groups: Int32Array; count: number },
  signal?: AbortSignal,
): Promise<References> {
  if (hide === 'segment mean') return { rows: [segmentMeans(sample, groups, count)], weights: [1] };
  if (hide === 'image mean') return referencesOf('channelMean', sample);
  if (typeof hide === 'object' && 'blur' in hide) {
    if (!(hide.blur >= 0 && Number.isFinite(hide.blur))) throw wrongValue('blur', hide.blur, 'a number of at least 0');
    return { rows: [await blurred(sample, hide.blur, signal)], weights: [1] };
  }
  return referencesOf(hide, sample);
}

function notAnImage(shape: readonly number[]): ShapeError {
  const expected = 'images [batch, height, width, channels]';
  const message = `input has samples of shape [${shape}]; expected ${expected}.`;
  return new ShapeError(message, { argument: 'input', value: shape, expected });
}
