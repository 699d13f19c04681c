import { type Colormap, type ColormapTable, type ColorRange, colorAt, colormapTable } from 'svg-plots';
import { ShapeError } from 'xai-base';
import { type HeatmapImage, type Legend, withLegend } from '../images/heatmap-image';
import { checkFinite } from '../values/read-values';
import { rangeParts, type Values } from '../values/values';
import type { Context } from './transform';
import { ValueTransform } from './value-transform';

/**
 * Turns values `[batch, height, width]` into images. A new one is a subclass with one method to write, which says where
 * on the colour map a value lies.
 *
 * @example
 * ```ts
 * class FixedColormap extends ColormapTransform {
 *   protected scale() {
 *     return (value: number) => value / 10;
 *   }
 * }
 * const values = { shape: [1, 1, 1], data: new Float64Array([10]) };
 * const [image] = new FixedColormap('grays').apply(values, { colorRange: 'sample' }) as HeatmapImage[];
 * image.data; // => [255, 255, 255, 255]
 * ```
 */
export abstract class ColormapTransform extends ValueTransform {
  /** The colours. */
  readonly table: ColormapTable;

  /**
   * @param colormap a name or a table of colours
   * @throws {ValueError} for an unknown name, naming the known ones
   */
  constructor(colormap: Colormap) {
    super();
    this.table = colormapTable(colormap);
  }

  protected change(values: Values, { colorRange }: Context): HeatmapImage[] {
    const [batch, height, width] = pixelShape(values.shape);
    checkFinite(values.data, 'values');
    const size = height * width;
    const data = new Uint8ClampedArray(4 * values.data.length).fill(255);
    const legends: Legend[] = [];
    let pixel = 0;
    for (const part of rangeParts(values, colorRange)) {
      const scale = this.scale(part);
      const { position, ...rest } = typeof scale === 'function' ? { position: scale } : scale;
      legends.push({ colormap: this.table, ...rest });
      for (const value of part) data.set(colorAt(this.table, position(value)), 4 * pixel++);
    }
    return Array.from({ length: batch }, (_, sample) => {
      const image = { width, height, data: data.slice(4 * sample * size, 4 * (sample + 1) * size) };
      return withLegend(image, legends[Math.min(sample, legends.length - 1)]);
    });
  }

  /**
   * Where values lie on the colour map, from 0 (its low end) to 1: a function, or the range of the colours with one, which legends tell.
   *
   * @param values all values that share a range: those of a sample, or of the batch with `colorRange: 'batch'`
   */
  protected abstract scale(values: Float64Array): ((value: number) => number) | ColorRange;
}

function pixelShape(shape: readonly number[]): readonly number[] {
  if (shape.length === 3 || (shape.length === 4 && shape[3] === 1)) return shape;
  const expected = '[batch, height, width]: put a reduction before the colour map, such as new SumReduction()';
  throw new ShapeError(`The values have shape [${shape}]; expected ${expected}.`, {
    argument: 'pipeline',
    value: shape,
    expected,
  });
}
