import type { Tensor } from '@tensorflow/tfjs-core';
import { IndexError, ShapeError, ValueError, wrongValue } from 'xai-base';
import type { Turn } from '../../evaluation/turn';
import { columnsOf } from '../../tables/table-columns';
import { type Bin, binOf, binsOf, bordersOf, type Discretizer } from './discretizer';
import type { CategoryNames } from './names';

/** What LIME learns from training data about one column. */
export interface ColumnStatistics {
  readonly name: string;
  /** For a categorical column: what its categories are called. */
  readonly categoryNames?: CategoryNames[number];
  readonly mean: number;
  /** The standard deviation; 1 for a column that does not vary. */
  readonly deviation: number;
  /** For a discretized column: where its bins end, and what is in them. */
  readonly borders?: readonly number[];
  readonly bins?: readonly Bin[];
  /** For categorical and discretized columns: the categories or bins that occur (NaN where values are missing), and the share of each. */
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
  readonly categoryNames?: CategoryNames;
  /** Whether NaN stands for a missing value, which is a category, or a bin, of its own. */
  readonly missingValues?: boolean;
}

/**
 * Reads the statistics of each column.
 *
 * @param values the columns of the training data
 * @throws {ValueError} for a discretizer that is none, or that lacks labels
 */
export async function columnStatistics(
  settings: TableSettings,
  values: readonly Float64Array[],
  turn: Turn,
): Promise<ColumnStatistics[]> {
  const found: ColumnStatistics[] = [];
  for (const [column, one] of values.entries()) {
    await turn();
    found.push(statisticsOf(settings, column, one));
  }
  return found;
}

function statisticsOf(settings: TableSettings, column: number, values: Float64Array): ColumnStatistics {
  const { trainingLabels, categorical = [], discretizer = 'quartile', featureNames, categoryNames } = settings;
  const name = featureNames?.[column] ?? String(column);
  if (categorical.includes(column)) {
    return { name, mean: 0, deviation: 1, categoryNames: categoryNames?.[column], ...frequencies(values) };
  }
  const known = values.filter(isKnown);
  const labels =
    trainingLabels?.length === values.length ? trainingLabels.filter((_, row) => isKnown(values[row])) : trainingLabels;
  const borders = known.length > 0 ? bordersOf(discretizer, column, known, labels) : [];
  if (borders) {
    const bins = values.map((value) => binOf(value, borders));
    return { name, mean: 0, deviation: 1, borders, bins: binsOf(known, borders), ...frequencies(bins) };
  }
  if (known.length === values.length) return { name, ...meanAndDeviation(values) };
  throw missingInNumbers(discretizer, name);
}

/** The error for missing values of a column without bins: they have no place among its numbers. */
export function missingInNumbers(discretizer: Discretizer | undefined, name: string): ValueError {
  return wrongValue('discretizer', discretizer, `one with bins, as the column ${name} has missing values`);
}

const isKnown = (value: number) => !Number.isNaN(value);

function meanAndDeviation(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(square / values.length) || 1 };
}

function frequencies(values: Float64Array): { values: number[]; shares: number[] } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const distinct = [...Float64Array.from(counts.keys()).sort()]; // NaN last
  return { values: distinct, shares: distinct.map((value) => Number(counts.get(value)) / values.length) };
}

/**
 * Reads the columns of the training data.
 *
 * @param columns how many the sample has
 * @throws {ShapeError} when the training data has not one column for each of the sample
 * @throws {IndexError} for a categorical column that does not exist
 * @throws {ValueError} for a number that is not finite
 */
export async function trainingColumns(
  { trainingData, categorical = [], missingValues = false }: TableSettings,
  columns: number,
): Promise<Float64Array[]> {
  const { shape } = trainingData;
  if (shape.length !== 2 || shape[0] === 0 || shape[1] !== columns) {
    const expected = `[rows, ${columns}], as many columns as the explained row`;
    const message = `trainingData has shape [${shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'trainingData', value: shape, expected });
  }
  const wrong = categorical.find((column) => !(Number.isInteger(column) && column >= 0 && column < columns));
  if (wrong !== undefined) {
    const expected = `columns from 0 to ${columns - 1}`;
    const message = `categorical holds column ${wrong}; expected ${expected}.`;
    throw new IndexError(message, { argument: 'categorical', value: wrong, expected });
  }
  const data = await trainingData.data();
  const at = data.findIndex((value) => !Number.isFinite(value) && !(missingValues && Number.isNaN(value)));
  if (at < 0) return columnsOf(data, columns);
  const expected = 'finite numbers, as neighbours are drawn like the rows';
  const place = `row ${Math.floor(at / columns)}, column ${at % columns}`;
  const message = `trainingData holds ${data[at]} (${place}); expected ${expected}.`;
  throw new ValueError(message, { argument: 'trainingData', value: data[at], expected });
}
