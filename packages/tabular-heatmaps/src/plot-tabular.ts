import { type Values, valueError } from 'svg-plots';
import { completeOptions, type TabularOptions } from './plot-options';
import { type Bar, rank } from './rank';
import { barsToSvg } from './svg/bars';
import type { SvgOptions } from './svg/layout';
import { waterfallToSvg } from './svg/waterfall';
import { type Drawable, type ExplainedRow, explainedRow, type Named, plainRow } from './values/explained-row';
import { featuresOf } from './values/features';
import { waterfall } from './waterfall';

/** The attributions of a row of a table, ready to be drawn. It holds no tensor. */
export interface TabularPlot {
  /** From top to bottom. */
  readonly bars: readonly Bar[];
  /**
   * A picture of its own.
   *
   * @throws {ValueError} for a width or height that is no number of pixels, or too small for the bars
   */
  toSVG(options?: SvgOptions): string;
}

/**
 * Draws what an explanation says of a row of a table: a bar for each of the features that matter most, by absolute value, and one for the
 * others together. Reading tensors waits for the device; they stay the caller's.
 *
 * A waterfall begins at the expected value (of KernelSHAP, in `extras.expectedValue`; else that of the options, or the intercept of LIME) and adds one bar after the other from
 * below, the largest last. Its end is called prediction only if it is the model's output; otherwise the picture says by how much it is not.
 *
 * @param explanation its `val` is `[batch, features]`; or plain numbers, `[features]`. Of a batch one sample is drawn: `sample`
 * Columns that were explained together (`extras.groups`, as KernelSHAP of groups of columns has them) have one bar; log odds (`extras.link`) stay
 * log odds, and are compared with those of the output. Of LIME's features the name says for which range of values the bar holds.
 *
 * @param featureNames one a feature, or of groups one a column; left out, those of the explanation (`extras.featureNames`), or `feature 0`, ...
 * @param options how many features, style, labels, colours
 * @throws {ShapeError} if there are not as many names as features, or there are several samples and none is named
 * @throws {IndexError} for a sample that there is not
 * @throws {ValueError} for NaN or infinite values, an option that does not exist or is none, a waterfall without a beginning
 *
 * @example
 * ```ts
 * const plot = plotTabular([0.1, -2, 0.5, 0.2], ['age', 'income', 'rooms', 'floor'], { numFeatures: 2 });
 * plot.bars.map(({ name, value }) => `${name}: ${value.toFixed(1)}`); // => ['income: -2.0', 'rooms: 0.5', '2 other features: 0.3']
 * plot.toSVG().startsWith('<svg'); // => true
 * ```
 */
export function plotTabular(
  explanation: Drawable | Values,
  featureNames?: readonly string[],
  options: TabularOptions = {},
): TabularPlot {
  const isExplanation = isDrawable(explanation);
  const { sample, featureValues, outputNames, expectedValue, ...style } = completeOptions(
    options,
    isExplanation ? explanation.heatmap : 'attribution',
  );
  const row = isExplanation ? explainedRow(explanation, sample, outputNames) : plainRow(explanation, sample);
  const bars = rank(featuresOf(row, featureNames, featureValues), style.numFeatures);
  const rest = bars[bars.length - 1];
  if (!Number.isFinite(rest.value))
    throw valueError(`The sum of ${rest.name}`, rest.value, 'a finite number; scale them');
  if (style.style === 'bars') {
    const { xLabel = row.method } = style;
    return { bars, toSVG: (size) => barsToSvg({ ...style, xLabel, bars }, size) };
  }
  const { xLabel = row.output?.name ?? row.link.nameOf('output') } = style;
  const drawn = {
    ...style,
    xLabel,
    output: row.output,
    ...waterfall(bars, baseOf(row, expectedValue), row.output),
  };
  return { bars, toSVG: (size) => waterfallToSvg(drawn, size) };
}

function isDrawable(explanation: Drawable | Values): explanation is Drawable {
  return typeof explanation === 'object' && explanation !== null && 'val' in explanation;
}

function baseOf({ base }: ExplainedRow, expectedValue?: number): Named {
  if (expectedValue === undefined && base) return base;
  if (typeof expectedValue === 'number' && Number.isFinite(expectedValue))
    return { name: 'expected value', value: expectedValue };
  const wayOut =
    'a finite number, where the waterfall begins: the option expectedValue, or an explanation that has it, as KernelSHAP';
  throw valueError('expectedValue', expectedValue, wayOut);
}
