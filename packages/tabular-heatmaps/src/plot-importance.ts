import { signTones } from 'svg-plots';
import type { RankedPlot } from './plot-beeswarm';
import { rank } from './rank';
import { barsToSvg } from './svg/bars';
import { completeTableOptions, type TablePlotOptions, tableOptionNames } from './table-options';
import { importanceOf } from './tables/by-importance';
import { type DrawableTable, explainedTable } from './tables/explained-table';

/**
 * Draws how much each feature of a table matters over all explained rows: bars of the mean absolute attribution, the largest on top. The others' bar is the
 * sum of theirs.
 *
 * @param explanations of the rows: one whose `val` is `[batch, features]`, or several
 * @param featureNames one a feature, or of groups one a column; left out, those of the explanation, or `feature 0`, ...
 * @throws {ShapeError} for explanations of different features, or another number of names
 * @throws {ValueError} for NaN or infinite attributions, an option that does not exist or is none
 *
 * @example
 * ```ts
 * const explanation = { val: tf.tensor2d([[1, -2, 0], [-1, 4, 2]]), heatmap: 'attribution' as const };
 * const { importances } = plotImportance(explanation, ['age', 'income', 'rooms'], { numFeatures: 1 });
 * importances; // => [{ name: 'income', value: 3 }, { name: '2 other features', value: 2 }]
 * ```
 */
export function plotImportance(
  explanations: DrawableTable,
  featureNames?: readonly string[],
  options: Omit<TablePlotOptions, 'colormap'> = {},
): RankedPlot {
  const known = tableOptionNames.filter((name) => name !== 'colormap');
  const style = completeTableOptions<TablePlotOptions>(options, known, 'plotImportance');
  const table = explainedTable(explanations, featureNames);
  const bars = rank(
    table.features.map((feature) => ({ name: feature.name, value: importanceOf(feature) })),
    style.numFeatures,
  );
  const xLabel = style.label ?? `mean size of the attribution (${table.method})`;
  const drawn = { ...style, style: 'bars' as const, bars, xLabel, tones: signTones('grays'), isSigned: false };
  return { importances: bars.map(({ name, value }) => ({ name, value })), toSVG: (size) => barsToSvg(drawn, size) };
}
