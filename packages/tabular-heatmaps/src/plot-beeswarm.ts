import { beeswarmToSvg } from './svg/beeswarm';
import type { SvgOptions } from './svg/layout';
import { completeTableOptions, type TablePlotOptions, tableOptionNames } from './table-options';
import { byImportance, importanceOf } from './tables/by-importance';
import { type DrawableTable, explainedTable } from './tables/explained-table';

/** A picture of a whole table. It holds no tensor. */
export interface TablePlot {
  /**
   * A picture of its own.
   *
   * @throws {ValueError} for a width or height that is no number of pixels, or too small for what is drawn
   */
  toSVG(options?: SvgOptions): string;
}

/** A feature's importance: its mean absolute attribution. */
export interface Importance {
  readonly name: string;
  readonly value: number;
}

/** A picture of a whole table whose rows are features. */
export interface RankedPlot extends TablePlot {
  /** What is drawn, from top to bottom. */
  readonly importances: readonly Importance[];
}

/**
 * Draws the explanations of a whole table as a beeswarm: a line of dots for each of the most important features, a dot a row of the table. Its place is the
 * attribution, its colour what the feature is in that row, from low to high; missing values are pale. Importance is the mean absolute attribution.
 *
 * @param explanations of the rows: one whose `val` is `[batch, features]`, or several. Their inputs, if they hold them, colour the dots
 * @param featureNames one a feature, or of groups one a column; left out, those of the explanation, or `feature 0`, ...
 * @throws {ShapeError} for explanations of different features, or another number of names
 * @throws {ValueError} for NaN or infinite attributions, an option that does not exist or is none
 * @see S. M. Lundberg et al.: From Local Explanations to Global Understanding with Explainable AI for Trees (2020)
 *
 * @example
 * ```ts
 * const explanation = { val: tf.tensor2d([[1, -2], [-1, 4]]), input: tf.tensor2d([[30, 0], [20, 1]]), heatmap: 'attribution' as const };
 * const plot = plotBeeswarm(explanation, ['age', 'income']);
 * plot.importances; // => [{ name: 'income', value: 3 }, { name: 'age', value: 1 }]
 * plot.toSVG().startsWith('<svg'); // => true
 * ```
 */
export function plotBeeswarm(
  explanations: DrawableTable,
  featureNames?: readonly string[],
  options: TablePlotOptions = {},
): RankedPlot {
  const style = completeTableOptions(options, tableOptionNames, 'plotBeeswarm');
  const table = explainedTable(explanations, featureNames);
  const { shown, rest } = byImportance(table, style.numFeatures);
  const features = rest ? [...shown, rest] : shown;
  const importances = features.map((feature) => ({ name: feature.name, value: importanceOf(feature) }));
  const drawn = { ...style, features, xLabel: style.label ?? table.method };
  return { importances, toSVG: (size) => beeswarmToSvg(drawn, size) };
}
