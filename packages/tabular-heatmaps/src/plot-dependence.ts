import { valueError } from 'svg-plots';
import { IndexError, nearest } from 'xai-base';
import type { TablePlot } from './plot-beeswarm';
import { dependenceToSvg } from './svg/dependence';
import { completeTableOptions, type TablePlotOptions, tableOptionNames } from './table-options';
import { type DrawableTable, explainedTable, type TableFeature } from './tables/explained-table';
import { strongestInteraction } from './tables/strongest-interaction';

/** Options of {@link plotDependence}. */
export interface DependencePlotOptions extends Omit<TablePlotOptions, 'numFeatures'> {
  /** The feature whose values colour the dots, by name or index; left out, the one with the strongest interaction; `null`: none. */
  readonly colorBy?: string | number | null;
}

/** How the attribution of a feature depends on its value. */
export interface DependencePlot extends TablePlot {
  /** The name of the feature whose values colour the dots. */
  readonly colorBy?: string;
}

const known = [...tableOptionNames.filter((name) => name !== 'numFeatures'), 'colorBy'];

/**
 * Draws how the attribution of a feature depends on its value: a dot for each row of a table. Where dots of one value lie at different heights, other features
 * have a say: the one with the strongest interaction colours them, found by correlating attributions and values within windows of rows where the feature is
 * nearly constant.
 *
 * @param explanations of the rows, with their inputs: one whose `val` is `[batch, features]`, or several
 * @param feature by name or index
 * @param featureNames one a feature, or of groups one a column; left out, those of the explanation, or `feature 0`, ...
 * @throws {IndexError} for a feature that there is not
 * @throws {ShapeError} for explanations of different features, or another number of names
 * @throws {ValueError} for explanations without inputs, a feature that is missing in all rows or is no column, an option that does not exist or is none
 * @see S. M. Lundberg et al.: From Local Explanations to Global Understanding with Explainable AI for Trees (2020)
 *
 * @example
 * ```ts
 * const explanation = { val: tf.tensor2d([[1, -2], [-1, 4]]), input: tf.tensor2d([[30, 0], [20, 1]]), heatmap: 'attribution' as const };
 * const plot = plotDependence(explanation, 'age', ['age', 'income'], { colorBy: 'income' });
 * plot.toSVG().includes('coloured by income'); // => true
 * ```
 */
export function plotDependence(
  explanations: DrawableTable,
  feature: string | number,
  featureNames?: readonly string[],
  options: DependencePlotOptions = {},
): DependencePlot {
  const { colorBy, label, ...style } = completeTableOptions(options, known, 'plotDependence');
  const { features, method } = explainedTable(explanations, featureNames);
  const drawn = withValues(featureIn(features, feature, 'feature'));
  const coloring =
    colorBy === undefined
      ? strongestInteraction(drawn, features)
      : colorBy === null
        ? undefined
        : withValues(featureIn(features, colorBy, 'colorBy'));
  const yLabel = label ?? `${drawn.name}: ${method}`;
  return {
    ...(coloring ? { colorBy: coloring.name } : {}),
    toSVG: (size) => dependenceToSvg({ ...style, feature: drawn, colorBy: coloring, yLabel }, size),
  };
}

function featureIn(features: readonly TableFeature[], wanted: string | number, argument: string): TableFeature {
  const found = typeof wanted === 'number' ? features[wanted] : features.find(({ name }) => name === wanted);
  if (found) return found;
  const names = features.map(({ name }) => name);
  const near = typeof wanted === 'string' ? nearest(wanted, names) : undefined;
  const expected = `a feature: ${near ? `'${near}'?` : `an index from 0 to ${features.length - 1}, or one of ${names.join(', ')}`}`;
  throw new IndexError(`${argument} is ${typeof wanted === 'string' ? `'${wanted}'` : wanted}; expected ${expected}.`, {
    argument,
    value: wanted,
    expected,
  });
}

function withValues(feature: TableFeature): TableFeature & { readonly values: Float64Array } {
  const { name, values } = feature;
  if (values?.some(Number.isFinite)) return feature as TableFeature & { readonly values: Float64Array };
  const expected = 'explanations that hold their inputs, and a feature that is one column with values';
  throw valueError(`The values of ${name}`, values && 'missing in all rows', expected);
}
