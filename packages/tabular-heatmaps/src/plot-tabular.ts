import { formatNumber, type Values, valueError } from 'svg-plots';
import { ShapeError } from 'xai-base';
import { completeOptions, type TabularOptions } from './plot-options';
import { type Bar, type Feature, rank } from './rank';
import { barsToSvg } from './svg/bars';
import type { SvgOptions } from './svg/layout';
import { waterfallToSvg } from './svg/waterfall';
import { type Drawable, type ExplainedRow, explainedRow, type Named, plainRow } from './values/explained-row';
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
 * @param featureNames one a feature; left out, those of the explanation (`extras.featureNames`), or `feature 0`, ...
 * @param options how many features, style, labels, colours
 * @throws {ShapeError} if there are not as many names as features, or there are several samples and none is named
 * @throws {IndexError} for a sample that there is not
 * @throws {ValueError} for NaN or infinite values, an invalid option, a waterfall without a beginning
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
  const style = completeOptions(options, isExplanation ? explanation.heatmap : 'attribution');
  const row = isExplanation ? explainedRow(explanation, options.sample) : plainRow(explanation, options.sample);
  const bars = rank(featuresOf(row, featureNames, options.featureValues), style.numFeatures);
  const rest = bars[bars.length - 1];
  if (!Number.isFinite(rest.value))
    throw valueError(`The sum of ${rest.name}`, rest.value, 'a finite number; scale them');
  if (style.style === 'bars') {
    const { xLabel = row.method } = options;
    return { bars, toSVG: (size) => barsToSvg({ ...style, xLabel, bars }, size) };
  }
  const { xLabel = row.output?.name ?? 'output' } = options;
  const drawn = {
    ...style,
    xLabel,
    output: row.output,
    ...waterfall(bars, baseOf(row, options.expectedValue), row.output),
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

/** A name of LIME's says already in which range a feature is. */
const SAYS_VALUE = /[<>=]/;

function featuresOf(row: ExplainedRow, names = row.names, featureValues?: ArrayLike<number | string>): Feature[] {
  const count = row.values.length;
  if (names !== undefined) checkNames(names, count);
  const shown = featureValues ?? row.inputs;
  if (typeof shown?.length === 'number' && shown.length !== count)
    throw wrongCount('featureValues', shown.length, count);
  return row.values.map((value, feature): Feature => {
    const name = names?.[feature] ?? `feature ${feature}`;
    const is = shown?.[feature];
    if (is === undefined || (names === row.names && SAYS_VALUE.test(name))) return { name, value };
    return { name, value, is: typeof is === 'number' ? formatNumber(is) : String(is) };
  });
}

function checkNames(names: readonly string[], count: number): void {
  if (!Array.isArray(names)) throw valueError('featureNames', names, 'an array of strings');
  if (names.length !== count) throw wrongCount('featureNames', names.length, count);
  const other = names.findIndex((name) => typeof name !== 'string');
  if (other >= 0) throw valueError(`featureNames[${other}]`, names[other], 'a string');
}

function wrongCount(argument: string, length: number, count: number): ShapeError {
  const expected = `one a feature, ${count}`;
  return new ShapeError(`There are ${length} ${argument}; expected ${expected}.`, {
    argument,
    value: length,
    expected,
  });
}
