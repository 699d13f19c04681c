import type { RandomStream } from 'xai-base';
import type { Sample } from '../../perturbation/features';
import { type Bin, binName, binOf } from './discretizer';
import type { NeighborSource, Neighbors } from './neighbors';
import { type ColumnStatistics, type TableSettings, tableStatistics } from './table-statistics';

/** Settings for the neighbours of a row. */
export interface TableNeighborSettings extends TableSettings {
  /** Whether columns that are not discretized vary around the row instead of around their mean. */
  readonly aroundSample?: boolean;
}

/**
 * Neighbours of a row of a table, drawn column by column as in the training data. For categorical and discretized columns
 * the surrogate sees whether a neighbour has the row's category or bin (1 or 0), for others `(value - mean) / deviation`.
 */
export function tableNeighborSource(settings: TableNeighborSettings): NeighborSource {
  let known: Promise<ColumnStatistics[]> | undefined;
  return async (sample, count, random) => {
    known ??= tableStatistics(settings, sample.shape[0]);
    const columns = await known;
    const values = new Float64Array(count * columns.length);
    const drawn = new Float64Array(count * columns.length);
    for (let row = 1; row < count; row++) {
      columns.forEach((column, index) => {
        const at = row * columns.length + index;
        const centre = settings.aroundSample ? sample.values[index] : column.mean;
        drawn[at] = column.values ? category(column, random) : centre + column.deviation * random.normal();
        values[at] = column.bins ? inBin(column.bins[drawn[at]], random) : drawn[at];
      });
    }
    return tableNeighbors(sample, columns, values, drawn);
  };
}

/**
 * Neighbours by their values `[count, columns]`, and by the categories or bins that were drawn for them; row 0 becomes
 * the sample.
 */
export function tableNeighbors(
  sample: Sample,
  columns: readonly ColumnStatistics[],
  values: Float64Array,
  drawn: Float64Array,
): Neighbors {
  const features = columns.length;
  const own = Array.from(sample.values, (value, index) => categoryOf(value, columns[index]));
  values.set(sample.values);
  drawn.set(own);
  const data = drawn.map((value, at) => {
    const { values: categories, mean, deviation } = columns[at % features];
    if (categories) return value === own[at % features] ? 1 : 0;
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
    names: columns.map((column, index) => nameOf(column, own[index])),
  };
}

function categoryOf(value: number, { borders }: ColumnStatistics): number {
  return borders ? binOf(value, borders) : value;
}

function nameOf({ name, borders, values }: ColumnStatistics, own: number): string {
  if (borders) return binName(name, own, borders);
  return values ? `${name}=${own}` : name;
}

function category({ values = [], shares = [] }: ColumnStatistics, random: RandomStream): number {
  let rest = random.uniform();
  for (const [index, share] of shares.entries()) {
    rest -= share;
    if (rest < 0) return values[index];
  }
  return values[values.length - 1];
}

/** A normal number, drawn again until it lies in the bin. */
function inBin({ mean, deviation, low, high }: Bin, random: RandomStream): number {
  for (let tries = 0; tries < 100; tries++) {
    const value = mean + deviation * random.normal();
    if (value >= low && value <= high) return value;
  }
  return Math.min(high, Math.max(low, mean));
}
