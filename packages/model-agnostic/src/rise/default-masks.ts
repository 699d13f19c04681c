import { type Background, Blocks, Columns, channelMeans, type Perturbation, Pixels, type Sample } from 'xai-base';
import { countMasks } from './masks/count-masks';
import { gridMasks } from './masks/grid-masks';
import type { MaskSource } from './masks/mask-source';
import { type TimeMaskKind, timeMasks } from './masks/time-masks';

/** What {@link RISE} hides of a sample when no perturbation is given: pixels, values of a series, blocks of a video, columns. */
export function elementsOf({ shape }: Sample, background?: Background): Perturbation {
  if (shape.length === 3) return new Pixels(background);
  if (shape.length > 3) return new Blocks({ background: background ?? 0 });
  return new Columns({ background: background ?? (shape.length === 2 ? channelMeans : 0) });
}

/** The masks that fit the kind of sample. */
export function masksFor({ shape }: Sample, resolution: number, kind?: TimeMaskKind): MaskSource {
  if (shape.length === 3) return gridMasks(resolution);
  return shape.length === 2 ? timeMasks(resolution, kind) : countMasks();
}
