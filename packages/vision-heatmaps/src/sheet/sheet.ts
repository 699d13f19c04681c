import { draw } from './draw';
import { layOut } from './layout';
import { checkSheet, type SheetOptions } from './sheet-options';

/** A labelled grid of images. `writePng` of `vision-heatmaps/png` writes it to a file. */
export interface Sheet {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The sheet as SVG, with its images in it and its labels as text; dark on dark pages. */
  toSVG(): string;
}

/**
 * Several images on one sheet: a grid with a label for each row and column, and beside it the bar of colours. Small
 * images are enlarged by a whole factor, so that their pixels stay crisp; labels that are too long are wrapped or shortened. Heatmaps say
 * what their colours mean: one range that all have stands at the bar, otherwise each range below its cell. Where colours lie over images,
 * the bar shows them over black on its left and over white on its right, as everything in between looks.
 *
 * @throws {ShapeError} when labels and cells do not fit together
 * @throws {ValueError} for an unknown colour map, or a size that is not a positive integer
 *
 * @example
 * ```ts
 * const white = createImage(28, 28, [255, 255, 255, 255]);
 * const picture = sheet({
 *   rows: ['Gradient', 'IntegratedGradients'],
 *   columns: ['a nine', 'a four'],
 *   cells: [[white, white], [white, white]],
 *   colorbar: { colormap: 'seismic', low: 'speaks against', high: 'speaks for' },
 * });
 * picture.toSVG().includes('>speaks for</text>'); // => true
 * ```
 */
export function sheet(options: SheetOptions): Sheet {
  checkSheet(options);
  const layout = layOut(options);
  const { width, height } = layout;
  return { width, height, toSVG: () => draw(options, layout) };
}
