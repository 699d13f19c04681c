import type { ColormapTable } from 'svg-plots';
import type { RGBAImage } from './rgba-image';

/** What the colours of a heatmap mean. */
export interface Legend {
  readonly colormap: ColormapTable;
  /** The values at the low and the high end of the colours; left out where a colour map of one's own does not say. */
  readonly range?: readonly [low: number, high: number];
  /** Whether values lie beyond the low and the high end, and have the colours of these. */
  readonly isClipped?: readonly [below: boolean, above: boolean];
  /** How opaque the colours lie over an image; 1 if left out. */
  readonly alpha?: number;
}

/** A drawn heatmap: an image that knows what its colours mean. A {@link sheet} tells it. */
export interface HeatmapImage extends RGBAImage {
  readonly legend?: Legend;
}

/**
 * An image with a legend, if there is one. It is no enumerable property: images of the same pixels are equal, as before, and what copies or
 * prints an image copies and prints its pixels.
 */
export function withLegend(image: RGBAImage, legend?: Legend): HeatmapImage {
  return legend ? Object.defineProperty({ ...image }, 'legend', { value: legend }) : image;
}
