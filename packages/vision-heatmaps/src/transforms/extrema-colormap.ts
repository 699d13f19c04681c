import { type Clip, type Colormap, type ColorRange, checkRange, colorRange } from 'svg-plots';
import { ColormapTransform } from './colormap-transform';

/**
 * A colour map from the smallest to the largest value: `(x - min) / (max - min)`. Where all values are equal, they get
 * the colour of the low end.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 2], data: new Float64Array([-3, 5]) };
 * const [image] = new ExtremaColormap('grays').apply(values, { colorRange: 'sample' }) as HeatmapImage[];
 * image.data; // => [0, 0, 0, 255, 255, 255, 255, 255]
 * image.legend?.range; // => [-3, 5]
 * ```
 */
export class ExtremaColormap extends ColormapTransform {
  /**
   * @param colormap a name or a table of colours
   * @param clip whether outliers get the colours of the ends
   * @throws {ValueError} for an unknown name or clip
   */
  constructor(
    colormap: Colormap = 'batlow',
    private readonly clip: Clip = false,
  ) {
    super(colormap);
    checkRange('extrema', clip);
  }

  protected scale(values: Float64Array): ColorRange {
    return colorRange(values, 'extrema', this.clip);
  }
}
