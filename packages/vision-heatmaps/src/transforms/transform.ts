import type { HeatmapImage } from '../images/heatmap-image';
import type { RGBAImage } from '../images/rgba-image';
import type { MapPlacement } from '../values/map-placement';
import type { ColorRange, Values } from '../values/values';

/** What a pipeline passes on: values until a colour map turns them into images, one a sample. */
export type Drawing = Values | readonly HeatmapImage[];

/** What a transform may need besides what it changes. */
export interface Context {
  /** The images below the heatmaps, all of one size; the heatmap of sample i lies over image i modulo their number. */
  readonly images?: readonly RGBAImage[];
  /** Where the cells of a coarse map look, if that is known; a map without it is stretched over the image. */
  readonly placement?: MapPlacement;
  /** Whether percentiles and ranges of colours are taken from each sample or from the whole batch. */
  readonly colorRange: ColorRange;
}

/** One step of a {@link Pipeline}. For one on values alone, extend {@link ValueTransform}. */
export interface Transform {
  /** What comes of a batch; the batch stays as it is. */
  apply(drawing: Drawing, context: Context): Drawing;
}

/** Whether a colour map has been applied. */
export function isDrawn(drawing: Drawing): drawing is readonly HeatmapImage[] {
  return Array.isArray(drawing);
}

/** Whether a value can be a step of a pipeline; a class is none, though functions have a method `apply` too. */
export function isTransform(value: unknown): value is Transform {
  return typeof value === 'object' && typeof (value as Transform | null)?.apply === 'function';
}
