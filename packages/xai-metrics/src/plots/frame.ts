import { checkLength, currentOptions, darkStyle, element, FONT_FAMILY, inTone, text, tones } from 'svg-plots';

/** How a picture looks. */
export interface PlotStyle {
  /** Stands above everything; nothing if left out. */
  readonly title?: string;
}

/** The size of a picture; its height follows from what is drawn. */
export interface PlotSize {
  /** In pixels; 720 if left out. */
  readonly width?: number;
}

/** A table, ready to be drawn. */
export interface MetricPlot {
  /**
   * A picture of its own.
   *
   * @throws {ValueError} for a width that is no number of pixels, or too small for what is drawn
   */
  toSVG(size?: PlotSize): string;
}

/** Between things and the edge of the picture. */
export const EDGE = 12;
const TITLE = 24;

/** Where drawings begin. */
export function topOf({ title }: PlotStyle): number {
  return EDGE + (title ? TITLE : 0);
}

/** @throws {ValueError} for a width that is none, or less than is needed */
export function widthOf(size: PlotSize | undefined, least: number): number {
  const { width = 720 } = currentOptions(size ?? {}, ['width'], 'toSVG');
  checkLength('width', width, Math.ceil(least));
  return width;
}

/** A ground with a title and drawings in ink. */
export function picture(
  { title = '' }: PlotStyle,
  { width, height, summary }: { readonly width: number; readonly height: number; readonly summary: string },
  ...drawings: string[]
): string {
  const font = { 'font-family': FONT_FAMILY, 'font-size': 12, direction: 'ltr' };
  const viewBox = `0 0 ${width} ${height}`;
  const label = { role: 'img', 'aria-label': title ? `${title}: ${summary}` : summary };
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox, ...font, ...label },
    darkStyle(),
    element('rect', { ...inTone(tones.ground), fill: 'currentColor', width, height }),
    element(
      'g',
      { ...inTone(tones.ink), fill: 'currentColor' },
      text(title, EDGE, EDGE + 11, { size: 14, weight: 'bold', room: width - 2 * EDGE }),
      ...drawings,
    ),
  );
}
