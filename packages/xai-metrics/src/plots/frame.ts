import { checkLength, currentOptions } from 'svg-plots';

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

/** @throws {ValueError} for a width that is none, or less than is needed */
export function widthOf(size: PlotSize | undefined, least: number): number {
  const { width = 720 } = currentOptions(size ?? {}, ['width'], 'toSVG');
  checkLength('width', width, Math.ceil(least));
  return width;
}

/** What a picture shows, in words. */
export function spoken(title: string, summary: string): string {
  return title ? `${title}: ${summary}` : summary;
}
