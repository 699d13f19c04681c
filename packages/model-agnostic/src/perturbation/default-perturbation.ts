import { type Background, Blocks, Columns, type Perturbation, type Sample, TimeSegments } from 'xai-base';
import type { Segmenter } from '../segmentation/segmenter';
import { type HideBy, Superpixels } from './superpixels';

/**
 * The features of a sample, when nothing is said: superpixels of an image `[height, width, channels]`, segments of a series
 * `[time, channels]`, blocks of a video or what has even more axes, columns of a table.
 *
 * @param hideImage how superpixels are hidden when there is no background
 */
export function defaultPerturbation(
  { shape }: Sample,
  { background, segmenter }: { background?: HideBy; segmenter?: Segmenter },
  hideImage: HideBy,
): Perturbation {
  if (shape.length === 3) return new Superpixels({ segmenter, hide: background ?? hideImage });
  if (shape.length > 3) return new Blocks({ background: background as Background | undefined });
  if (shape.length === 2) return new TimeSegments({ background: background as Background | undefined });
  return new Columns({ background: background as Background | undefined });
}
