import { outputName, type Values } from 'svg-plots';
import { type ExplanationParts, type PlainExplanation, ShapeError } from 'xai-base';
import { paletteOf } from './colors/palette';
import { completeOptions, type TimeseriesOptions } from './plot-options';
import type { Places, SvgOptions } from './svg/layout';
import { placesOf, toSvg } from './svg/to-svg';
import { type Channels, readAttribution, readChannels } from './values/read-channels';

/** What is drawn of an explanation, which may be plain data. */
export type Drawable = Pick<ExplanationParts | PlainExplanation, 'val' | 'heatmap'> &
  Partial<Pick<PlainExplanation, 'analyzer' | 'outputSelection'>>;

/** A series and its attribution, ready to be drawn. It holds no tensor. */
export interface TimeseriesPlot {
  /** `[channels][time]`, NaN where a value is missing */
  readonly series: Channels;
  /** `[channels][time]`, or `[1][time]`: those of all channels together. */
  readonly values: Channels;
  /**
   * A picture of its own: a panel for each channel, a shared axis of time, and a colour bar.
   *
   * @throws {ValueError} for a width or height that is no number of pixels, or too small for the channels
   */
  toSVG(options?: SvgOptions): string;
  /** Where time steps and channels are in that picture, for what a page does with a pointer. */
  places(options?: SvgOptions): Places;
}

/**
 * Draws a time series as lines, with the ground behind them (or the lines) coloured by an explanation. Channels lie below each other, each
 * with a range of its own; the colours of all have the same range. Where the series holds NaN (or `null`), values are missing, and the line has
 * a gap. Reading tensors waits for the device; they stay the caller's.
 *
 * @param series `[time, channels]`, `[time]`, or `[batch, time, channels]`
 * @param explanation its `val` is `[batch, time, channels]`, or `[batch, time, 1]` or `[batch, time]` for all channels together; or
 *   plain numbers of the shapes that a series may have. Of a batch one sample is drawn: `sample`
 * @param options labels, names of the channels, times, style and colours
 * @throws {ShapeError} if series and explanation do not fit together, or there are several samples and none is named
 * @throws {IndexError} for a sample that there is not
 * @throws {ValueError} for NaN in an explanation, infinite values, an option that does not exist or is none
 *
 * @example
 * ```ts
 * const plot = plotTimeseries([3, 5, 4], [0.1, 0.9, -0.4], { xLabel: 'day', yLabel: 'temperature (°C)' });
 * plot.values; // => [[0.1, 0.9, -0.4]]
 * plot.toSVG().startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="600"'); // => true
 * ```
 */
export function plotTimeseries(
  series: Values,
  explanation: Drawable | Values,
  options: TimeseriesOptions = {},
): TimeseriesPlot {
  const sample = options?.sample;
  const lines = readChannels(series, 'series', sample, { gaps: true });
  const values = isDrawable(explanation)
    ? readAttribution(explanation.val, 'explanation.val', sample)
    : readChannels(explanation, 'explanation', sample);
  checkFit(lines, values);
  const complete = completeOptions(options, {
    steps: lines[0].length,
    channels: lines.length,
    kind: isDrawable(explanation) ? explanation.heatmap : 'attribution',
    colorLabel: isDrawable(explanation) ? methodOf(explanation, sample, options?.outputNames) : 'attribution',
  });
  const palette = paletteOf(values.flat(), complete);
  const drawn = { lines, values, palette, ...complete };
  return { series: lines, values, toSVG: (size) => toSvg(drawn, size), places: (size) => placesOf(drawn, size) };
}

function isDrawable(explanation: Drawable | Values): explanation is Drawable {
  return typeof explanation === 'object' && explanation !== null && 'val' in explanation;
}

function checkFit(series: Channels, values: Channels): void {
  const [channels, steps] = [series.length, series[0].length];
  if (values[0].length === steps && (values.length === channels || values.length === 1)) return;
  const found = `${values[0].length} time steps and ${values.length} channels`;
  const expected = `those of the series, ${steps} time steps and ${channels} channels (or 1 for all of them)`;
  throw new ShapeError(`The explanation has ${found}; expected ${expected}.`, {
    argument: 'explanation',
    value: [values[0].length, values.length],
    expected,
  });
}

/** The method and the output that it explains. */
function methodOf(
  { analyzer = 'attribution', outputSelection, val }: Drawable,
  sample = 0,
  outputNames?: readonly string[],
): string {
  const output = outputSelection?.[val.shape[0] === 1 ? 0 : sample];
  return output === undefined ? analyzer : `${analyzer}, ${outputName(output, outputNames)}`;
}
