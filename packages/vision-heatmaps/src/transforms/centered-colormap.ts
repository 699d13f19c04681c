import { type Clip, type Colormap, type ColorRange, checkRange, colorRange } from 'svg-plots';
import { ColormapTransform } from './colormap-transform';

/**
 * A diverging colour map with its middle at zero: `(1 + x / max |x|) / 2`. Where all values are zero, they get the
 * colour of the middle.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 2], data: new Float64Array([-3, 0]) };
 * const [image] = new CenteredColormap('bwr').apply(values, { colorRange: 'sample' }) as HeatmapImage[];
 * image.data; // => [0, 0, 255, 255, 255, 255, 255, 255]
 * image.legend?.range; // => [-3, 3]
 * ```
 */
export class CenteredColormap extends ColormapTransform {
  /**
   * @param colormap a name or a table of colours
   * @param clip whether outliers get the colours of the ends
   * @throws {ValueError} for an unknown name or clip
   */
  constructor(
    colormap: Colormap = 'berlin',
    private readonly clip: Clip = false,
  ) {
    super(colormap);
    checkRange('centered', clip);
  }

  protected scale(values: Float64Array): ColorRange {
    return colorRange(values, 'centered', this.clip);
  }
}
