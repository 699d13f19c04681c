import { type Colormap, colorAt, colormapTable } from 'svg-plots';
import { paste } from '../images/paste';
import { createImage, type RGBAImage } from '../images/rgba-image';
import { drawLabel } from '../text/label';
import { fit } from './fit';
import { type Box, layOut } from './layout';
import { legendOf } from './legend';
import { checkSheet, type SheetOptions } from './sheet-options';

const WHITE = [255, 255, 255, 255];
const FRAME = [200, 200, 200, 255];

/**
 * Several images on one white sheet: a grid with a label for each row and column, and beside it the bar of colours. Small
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
 *   colorbar: { colormap: 'seismic', low: 'against', high: 'for' },
 * });
 * picture.height > 2 * 112; // => true
 * ```
 */
export function sheet(options: SheetOptions): RGBAImage {
  checkSheet(options);
  const { width, height, labels, bar, cell } = layOut(options);
  const picture = createImage(width, height, WHITE);
  for (const { label, left, top, align } of labels) drawLabel(picture, label, left, top, align);
  for (const [row, images] of options.cells.entries())
    for (const [column, image] of images.entries()) if (image) drawIn(picture, image, cell(row, column));
  const { colorbar } = options;
  if (bar && colorbar) drawIn(picture, gradient(colorbar.colormap, bar, legendOf(options)?.alpha), bar);
  return picture;
}

/** Draws an image in the middle of a box, with a thin frame around it. */
function drawIn(picture: RGBAImage, image: RGBAImage, box: Box): void {
  const { width, height, data } = fit(image, box.width, box.height);
  const left = box.left + Math.floor((box.width - width) / 2);
  const top = box.top + Math.floor((box.height - height) / 2);
  paste(picture, createImage(width + 2, height + 2, FRAME), left - 1, top - 1);
  paste(picture, createImage(width, height, WHITE), left, top);
  paste(picture, { width, height, data }, left, top);
}

/** The colours of a map as they are drawn, its high end at the top: over a ground that runs from black to white. */
function gradient(colormap: Colormap, { width, height }: Box, alpha = 1): RGBAImage {
  const table = colormapTable(colormap);
  const image = createImage(width, height);
  for (let y = 0; y < height; y++) {
    const color = colorAt(table, 1 - y / Math.max(height - 1, 1));
    for (let x = 0; x < width; x++) {
      const ground = (255 * x) / Math.max(width - 1, 1);
      const seen = color.map((channel) => alpha * channel + (1 - alpha) * ground);
      image.data.set([...seen, 255], 4 * (y * width + x));
    }
  }
  return image;
}
