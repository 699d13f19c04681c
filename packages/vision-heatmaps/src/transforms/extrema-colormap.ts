import type { Colormap } from '../colormaps/colormaps';
import { extrema } from '../values/values';
import { ColormapTransform } from './colormap-transform';

/**
 * A colour map from the smallest to the largest value: `(x - min) / (max - min)`. Where all values are equal, they get
 * the colour of the low end.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 2], data: new Float64Array([-3, 5]) };
 * new ExtremaColormap('grays').apply(values, { colorRange: 'sample' }); // => [{ width: 2, height: 1, data: [0, 0, 0, 255, 255, 255, 255, 255] }]
 * ```
 */
export class ExtremaColormap extends ColormapTransform {
  constructor(colormap: Colormap = 'batlow') {
    super(colormap);
  }

  protected scale(values: Float64Array): (value: number) => number {
    const [low, high] = extrema(values);
    return high > low ? (value) => (value - low) / (high - low) : () => 0;
  }
}
