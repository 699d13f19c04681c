import { type Colormap, type ColorRange, checkRange, colorRange } from 'svg-plots';
import { ColormapTransform } from './colormap-transform';

/**
 * A colour map between two values, so that pictures can be compared: `(x - low) / (high - low)`. Values beyond have the colours of the ends.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 2], data: new Float64Array([-3, 5]) };
 * const [image] = new RangeColormap([-10, 10], 'bwr').apply(values, { colorRange: 'sample' }) as HeatmapImage[];
 * image.legend?.range; // => [-10, 10]
 * ```
 */
export class RangeColormap extends ColormapTransform {
  /**
   * @param range the values at the low and the high end of the colours
   * @param colormap a name or a table of colours
   * @throws {ValueError} for an unknown name, or ends that do not ascend
   */
  constructor(
    private readonly range: readonly [low: number, high: number],
    colormap: Colormap = 'berlin',
  ) {
    super(colormap);
    checkRange(range, false);
  }

  protected scale(values: Float64Array): ColorRange {
    return colorRange(values, this.range);
  }
}
