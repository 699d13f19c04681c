import type { Sample } from 'xai-base';
import { turnsOf } from '../../evaluation/turn';
import { checkOneHot, findOneHot, hotColumn } from '../../tables/one-hot';
import { binOf } from './discretizer';
import { drawRows, type OneHotGroup } from './draw-rows';
import { binName, categoryName } from './names';
import type { NeighborSource, Neighbors } from './neighbors';
import {
  type ColumnStatistics,
  columnStatistics,
  missingInNumbers,
  type TableSettings,
  trainingColumns,
} from './table-statistics';

/** Settings for the neighbours of a row. */
export interface TableNeighborSettings extends TableSettings {
  /** Whether columns that are not discretized vary around the row instead of around their mean. */
  readonly aroundSample?: boolean;
  /** The columns that hold one category together; by default neighbouring ones of 0 and 1 with one 1 in each row. */
  readonly oneHot?: readonly (readonly number[])[];
}

/**
 * Neighbours of a row of a table, drawn column by column as in the training data. For categorical and discretized columns
 * the surrogate sees whether a neighbour has the row's category or bin (1 or 0), for others `(value - mean) / deviation`. Columns that hold one category
 * together are drawn together.
 */
export function tableNeighborSource(settings: TableNeighborSettings): NeighborSource {
  let known: Promise<{ columns: ColumnStatistics[]; groups: OneHotGroup[] }> | undefined;
  return async (sample, count, random, signal) => {
    const turn = turnsOf(signal);
    known ??= trainingColumns(settings, sample.shape[0]).then(async (training) => ({
      columns: await columnStatistics(settings, training, turn),
      groups: oneHotGroups(settings, training),
    }));
    const { columns, groups } = await known;
    const wrong = columns.find(({ values }, index) => !values && Number.isNaN(sample.values[index]));
    if (wrong) throw missingInNumbers(settings.discretizer, wrong.name);
    const oneHot = groups.filter((group) => hotColumn(group.columns, (column) => sample.values[column]) !== undefined);
    const { aroundSample } = settings;
    const { values, drawn } = await drawRows({ sample, columns, oneHot, aroundSample }, count, random, turn);
    return tableNeighbors(sample, columns, values, drawn, oneHot);
  };
}

function oneHotGroups({ oneHot }: TableNeighborSettings, training: readonly Float64Array[]): OneHotGroup[] {
  if (oneHot) checkOneHot(oneHot, training);
  return (oneHot ?? findOneHot(training)).map((columns) => {
    const shares = columns.map((column) => training[column].reduce((sum, value) => sum + value, 0));
    return { columns, shares: shares.map((ones) => ones / training[0].length) };
  });
}

/**
 * Neighbours by their values `[count, columns]`, and by the categories or bins that were drawn for them; row 0 becomes
 * the sample. Of columns that hold one category together, the surrogate sees the one that has the row's 1.
 */
export function tableNeighbors(
  sample: Sample,
  columns: readonly ColumnStatistics[],
  values: Float64Array,
  drawn: Float64Array,
  oneHot: readonly OneHotGroup[] = [],
): Neighbors {
  const features = columns.length;
  const own = Array.from(sample.values, (value, index) => categoryOf(value, columns[index]));
  values.set(sample.values);
  drawn.set(own);
  const inGroups = new Set(oneHot.flatMap((group) => group.columns));
  const data = drawn.map((value, at) => {
    const column = at % features;
    if (inGroups.has(column)) return sample.values[column] === 1 ? values[at] : 1;
    const { values: categories, mean, deviation } = columns[column];
    if (categories) return Object.is(value, own[column]) || value === own[column] ? 1 : 0; // NaN, a missing value, is like itself
    return (value - mean) / deviation;
  });
  const rowOf = (index: number) => values.subarray(index * features, (index + 1) * features);
  const count = values.length / features;
  const rows = { count, shape: sample.shape, dtype: sample.dtype };
  const write: Neighbors['write'] = (index, row) => row.set(rowOf(index));
  return {
    count,
    features,
    data,
    rows: count,
    write,
    evaluate: (evaluator, take) => evaluator.evaluate({ ...rows, write }, take),
    spread: (spread) => ({ shape: sample.shape, values: Float32Array.from(spread) }),
    names: columns.map((column, index) => {
      return inGroups.has(index) ? categoryName(column.name, sample.values[index]) : nameOf(column, own[index]);
    }),
  };
}

function categoryOf(value: number, { borders }: ColumnStatistics): number {
  return borders ? binOf(value, borders) : value;
}

function nameOf({ name, borders, values, categoryNames }: ColumnStatistics, own: number): string {
  if (Number.isNaN(own)) return `${name} is missing`;
  if (borders) return binName(name, own, borders);
  return values ? categoryName(name, own, categoryNames) : name;
}
