import type { Colormap } from '../colormaps/colormaps';
import { ColormapTransform } from './colormap-transform';

/**
 * A diverging colour map with its middle at zero: `(1 + x / max |x|) / 2`. Where all values are zero, they get the
 * colour of the middle.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 2], data: new Float64Array([-3, 0]) };
 * new CenteredColormap('bwr').apply(values, { colorRange: 'sample' }); // => [{ width: 2, height: 1, data: [0, 0, 255, 255, 255, 255, 255, 255] }]
 * ```
 */
export class CenteredColormap extends ColormapTransform {
  constructor(colormap: Colormap = 'berlin') {
    super(colormap);
  }

  protected scale(values: Float64Array): (value: number) => number {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return largest > 0 ? (value) => (1 + value / largest) / 2 : () => 0.5;
  }
}
