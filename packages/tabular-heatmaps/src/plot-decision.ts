import { valueError } from 'svg-plots';
import type { TablePlot } from './plot-beeswarm';
import { decisionToSvg } from './svg/decision';
import { completeTableOptions, type TablePlotOptions, tableOptionNames } from './table-options';
import { byImportance } from './tables/by-importance';
import { type DrawableTable, explainedTable } from './tables/explained-table';

/** Options of {@link plotDecision}. */
export interface DecisionOptions extends TablePlotOptions {
  /** Where all lines begin; left out, where the explanations say: `extras.expectedValue` (KernelSHAP, TreeSHAP) or `extras.intercept` (LIME). */
  readonly expectedValue?: number;
  /** Rows that stand out, by their index. */
  readonly highlight?: readonly number[];
}

const known = [...tableOptionNames, 'expectedValue', 'highlight'];

/**
 * Draws how a model comes to its outputs, a line for each row of a table: from the expected value at the bottom, moved by one feature after the other, the most
 * important last, to the output on top. Lines are coloured by where they end.
 *
 * @param explanations of the rows: one whose `val` is `[batch, features]`, or several
 * @param featureNames one a feature, or of groups one a column; left out, those of the explanation, or `feature 0`, ...
 * @throws {ShapeError} for explanations of different features, or another number of names
 * @throws {ValueError} for NaN or infinite attributions, explanations without an expected value, an option that does not exist or is none
 * @see S. M. Lundberg et al.: From Local Explanations to Global Understanding with Explainable AI for Trees (2020)
 *
 * @example
 * ```ts
 * const explanation = { val: tf.tensor2d([[1, -2], [-1, 4]]), heatmap: 'attribution' as const };
 * plotDecision(explanation, ['age', 'income'], { expectedValue: 3 }).toSVG().includes('row 1: from 3 to 6'); // => true
 * ```
 */
export function plotDecision(
  explanations: DrawableTable,
  featureNames?: readonly string[],
  options: DecisionOptions = {},
): TablePlot {
  const style = completeTableOptions(options, known, 'plotDecision');
  const { expectedValue, highlight } = style;
  const table = explainedTable(explanations, featureNames);
  const bases = expectedValue === undefined ? table.bases : new Array<number>(table.count).fill(expectedValue);
  if (!bases?.every(Number.isFinite)) {
    const expected =
      'a finite number, where the lines begin: the option expectedValue, or explanations that have it, as KernelSHAP';
    throw valueError('expectedValue', expectedValue, expected);
  }
  const isRow = (row: unknown) => Number.isInteger(row) && (row as number) >= 0 && (row as number) < table.count;
  if (highlight && !(Array.isArray(highlight) && highlight.every(isRow)))
    throw valueError('highlight', highlight, `indices of rows, 0 to ${table.count - 1}`);
  const { shown, rest } = byImportance(table, style.numFeatures);
  const drawn = { ...style, features: rest ? [...shown, rest] : shown, bases, xLabel: style.label ?? table.method };
  return { toSVG: (size) => decisionToSvg(drawn, size) };
}
