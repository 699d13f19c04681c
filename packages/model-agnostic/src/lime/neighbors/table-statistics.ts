import type { Tensor } from '@tensorflow/tfjs-core';
import { IndexError, ShapeError } from 'xai-base';
import { type Bin, binOf, binsOf, bordersOf, type Discretizer } from './discretizer';

/** What LIME learns from training data about one column. */
export interface ColumnStatistics {
  readonly name: string;
  readonly mean: number;
  /** The standard deviation; 1 for a column that does not vary. */
  readonly deviation: number;
  /** For a discretized column: where its bins end, and what is in them. */
  readonly borders?: readonly number[];
  readonly bins?: readonly Bin[];
  /** For categorical and discretized columns: the categories or bins that occur, and the share of each. */
  readonly values?: readonly number[];
  readonly shares?: readonly number[];
}

/** Settings for tables. */
export interface TableSettings {
  /** `[rows, columns]`: what rows look like. */
  readonly trainingData: Tensor;
  /** The columns that hold categories, by index. */
  readonly categorical?: readonly number[];
  /** How the other columns are divided into bins; `'quartile'` by default. */
  readonly discretizer?: Discretizer;
  /** The class of each row of the training data, which `'entropy'` needs. */
  readonly trainingLabels?: readonly number[];
  readonly featureNames?: readonly string[];
}

/**
 * Reads the statistics of each column.
 *
 * @throws {ShapeError} when the training data has not one column for each of the sample
 * @throws {IndexError} for a categorical column that does not exist
 * @throws {ValueError} for a discretizer that is none, or that lacks labels
 */
export async function tableStatistics(settings: TableSettings, columns: number): Promise<ColumnStatistics[]> {
  const { trainingData, trainingLabels, categorical = [], discretizer = 'quartile', featureNames } = settings;
  checkTable(trainingData, columns, categorical);
  const data = await trainingData.data();
  return Array.from({ length: columns }, (_, column) => {
    const values = Array.from(data).filter((_value, index) => index % columns === column);
    const name = featureNames?.[column] ?? String(column);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
    if (categorical.includes(column)) return { name, mean: 0, deviation: 1, ...frequencies(values) };
    const borders = bordersOf(discretizer, column, values, trainingLabels);
    if (!borders) return { name, mean, deviation };
    const bins = values.map((value) => binOf(value, borders));
    return { name, mean: 0, deviation: 1, borders, bins: binsOf(values, borders), ...frequencies(bins) };
  });
}

function frequencies(values: readonly number[]): { values: number[]; shares: number[] } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const distinct = [...counts.keys()].sort((a, b) => a - b);
  return { values: distinct, shares: distinct.map((value) => Number(counts.get(value)) / values.length) };
}

function checkTable({ shape }: Tensor, columns: number, categorical: readonly number[]): void {
  if (shape.length !== 2 || shape[0] === 0 || shape[1] !== columns) {
    const expected = `[rows, ${columns}], as many columns as the explained row`;
    const message = `trainingData has shape [${shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'trainingData', value: shape, expected });
  }
  const wrong = categorical.find((column) => !(Number.isInteger(column) && column >= 0 && column < columns));
  if (wrong === undefined) return;
  const expected = `columns from 0 to ${columns - 1}`;
  const message = `categorical holds column ${wrong}; expected ${expected}.`;
  throw new IndexError(message, { argument: 'categorical', value: wrong, expected });
}
