import { type HeatmapImage, withLegend } from '../images/heatmap-image';
import { permute } from '../values/permute';
import { type Drawing, isDrawn, type Transform } from './transform';

/**
 * Swaps height and width: rows become columns. For values of models whose images lie transposed; applied twice it
 * changes nothing. It works before and after a colour map.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 2], data: new Float64Array([7, 8]) };
 * new FlipImage().apply(values); // => { shape: [1, 2, 1], data: [7, 8] }
 * ```
 */
export class FlipImage implements Transform {
  apply(drawing: Drawing): Drawing {
    if (isDrawn(drawing)) return drawing.map(flip);
    const [batch, height, width, ...rest] = drawing.shape.keys();
    return permute(drawing, [batch, width, height, ...rest]);
  }
}

function flip(image: HeatmapImage): HeatmapImage {
  const { width, height, data } = image;
  const flipped = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      flipped.set(data.subarray(from, from + 4), 4 * (x * height + y));
    }
  return withLegend({ width: height, height: width, data: flipped }, image.legend);
}
