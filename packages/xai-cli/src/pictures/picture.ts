import { svgToPng } from 'svg-png/node';
import { type RGBAImage, toAnsi } from 'vision-heatmaps';
import { encodePng } from 'vision-heatmaps/png';
import type { Drawing } from 'xai-recipes';
import { beside } from '../images/compose';
import { barChart } from '../terminal/bar-chart';

const MOST_BARS = 10;
const MOST_COLUMNS = 80;

/** An explanation as it is written and shown. */
export interface Picture {
  readonly svg: () => string;
  /** @param fonts for the letters that the one which comes along lacks */
  readonly png: (fonts?: readonly Uint8Array[]) => Uint8Array | Promise<Uint8Array>;
  /** A part of a page. */
  readonly html: () => string;
  /** Text with colours, for a terminal of so many columns. */
  readonly terminal?: (columns: number) => string;
}

/**
 * The picture of an explanation.
 *
 * @param plain of an image only the heatmaps, pixel for pixel
 */
export function pictureOf(drawing: Drawing, plain = false): Picture {
  if (drawing.kind === 'pixels') {
    const { heatmaps, svg } = drawing;
    const [first] = heatmaps;
    return {
      ...(plain ? imagePicture(beside(heatmaps)) : svgPicture(svg)),
      terminal: (columns) => toAnsi(first, { width: Math.min(first.width, columns, MOST_COLUMNS) }),
    };
  }
  const { svg, html, words, bars } = drawing;
  return svgPicture(svg, {
    ...(html !== undefined && { html: () => html }),
    ...(words && { terminal: () => `${words}\n` }),
    ...(bars && { terminal: (columns) => barChart(bars.labels, bars.values, { columns, most: MOST_BARS }) }),
  });
}

/** A vector picture. */
export function svgPicture(svg: string, more: Partial<Picture> = {}): Picture {
  return { svg: () => svg, png: (fonts = []) => svgToPng(svg, { fonts }), html: () => svg, ...more };
}

/** A picture of pixels. */
export function imagePicture(image: RGBAImage): Picture {
  const { width, height } = image;
  const png = () => encodePng(image);
  const source = () => `data:image/png;base64,${Buffer.from(png()).toString('base64')}`;
  const size = `width="${width}" height="${height}"`;
  return {
    png,
    svg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}"><image ${size} href="${source()}"/></svg>`,
    html: () => `<img alt="" ${size} src="${source()}">`,
    terminal: (columns) => toAnsi(image, { width: Math.min(width, columns) }),
  };
}
