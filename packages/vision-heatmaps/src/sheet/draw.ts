import { colorAt, colormapTable, element, picture } from 'svg-plots';
import { createImage, type RGBAImage } from '../images/rgba-image';
import { toPng } from '../images/to-png';
import { fit } from './fit';
import { labelSvg } from './label';
import type { Box, Layout } from './layout';
import type { BarLegend } from './legend';
import type { SheetOptions } from './sheet-options';

/** A sheet as SVG, for light and dark pages. */
export function draw({ title = '', rows, columns, cells }: SheetOptions, layout: Layout): string {
  const { width, height, labels, bars, cell } = layout;
  const summary = [title, rows, columns].flat().filter((words) => words !== '').join(', '); // biome-ignore format: a line
  return picture(
    { width, height, title: '', summary },
    ...labels.map(labelSvg),
    ...cells.flatMap((images, row) =>
      images.flatMap((image, column) => (image ? [imageSvg(image, cell(row, column))] : [])),
    ),
    ...bars.map(({ box, legend }) => imageSvg(gradient(legend, box), box)),
  );
}

/** An image in the middle of a box, on white, with a thin frame around it. */
function imageSvg(given: RGBAImage, box: Box): string {
  const { width, height, image, isEnlarged } = fit(given, box.width, box.height);
  const x = box.left + Math.floor((box.width - width) / 2);
  const y = box.top + Math.floor((box.height - height) / 2);
  const frame = { x: x - 1, y: y - 1, width: width + 2, height: height + 2 };
  return [
    element('rect', { ...frame, fill: '#c8c8c8' }),
    element('rect', { x, y, width, height, fill: '#fff' }),
    element('image', {
      x,
      y,
      width,
      height,
      preserveAspectRatio: 'none',
      'image-rendering': isEnlarged ? 'pixelated' : 'auto',
      href: dataUrl(image),
    }),
  ].join('');
}

function dataUrl(image: RGBAImage): string {
  const bytes = Array.from(toPng(image), (byte) => String.fromCharCode(byte));
  return `data:image/png;base64,${btoa(bytes.join(''))}`;
}

/** The colours of a map as they are drawn, its high end at the top: over a ground that runs from black to white. */
function gradient({ colorbar, alpha }: BarLegend, { width, height }: Box): RGBAImage {
  const table = colormapTable(colorbar.colormap);
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
