import { type RGBAImage, toAnsi } from 'vision-heatmaps';
import { encodePng } from 'vision-heatmaps/png';
import { svgToPng } from './svg-to-png';

/** An explanation as a picture. */
export interface Drawing {
  readonly svg: () => string;
  readonly png: () => Uint8Array | Promise<Uint8Array>;
  /** A part of a page. */
  readonly html: () => string;
  /** Text with colours, for a terminal of so many columns. */
  readonly terminal?: (columns: number) => string;
}

/** What stands around an explanation. */
export interface Caption {
  readonly title: string;
  /** Whether it is a part of a sheet: with the method in the place of the title. */
  readonly isPart?: boolean;
  readonly width?: number;
}

/** A vector picture. */
export function svgDrawing(svg: string, more: Partial<Drawing> = {}): Drawing {
  return { svg: () => svg, png: () => svgToPng(svg), html: () => svg, ...more };
}

/** A picture of pixels. */
export function imageDrawing(image: RGBAImage): Drawing {
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
