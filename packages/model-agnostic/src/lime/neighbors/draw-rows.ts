import type { RandomStream, Sample } from 'xai-base';
import type { Turn } from '../../evaluation/turn';
import { type Bin, binOf } from './discretizer';
import type { ColumnStatistics } from './table-statistics';

/** Columns that hold one category together, and the share of the rows that have their 1 in each. */
export interface OneHotGroup {
  readonly columns: readonly number[];
  readonly shares: readonly number[];
}

/** How rows are drawn. */
export interface RowDrawing {
  readonly sample: Sample;
  readonly columns: readonly ColumnStatistics[];
  readonly oneHot: readonly OneHotGroup[];
  /** Whether columns that are not discretized vary around the row instead of around their mean. */
  readonly aroundSample?: boolean;
}

/** Rows `[count, columns]`, and the categories or bins that were drawn for them. */
export interface DrawnRows {
  readonly values: Float64Array;
  readonly drawn: Float64Array;
}

/** Draws rows column by column as in the training data; row 0 is left for the sample. Samples of whole numbers have neighbours of such. */
export async function drawRows(
  drawing: RowDrawing,
  count: number,
  random: RandomStream,
  turn: Turn,
): Promise<DrawnRows> {
  const { sample, columns, oneHot, aroundSample } = drawing;
  const size = columns.length;
  const values = new Float64Array(count * size);
  const drawn = new Float64Array(count * size);
  const written = writtenAs(sample.dtype);
  for (let row = 1; row < count; row++) {
    await turn();
    for (const [index, column] of columns.entries()) {
      const at = row * size + index;
      const { borders, bins, mean, deviation } = column;
      const centre = aroundSample ? sample.values[index] : mean;
      drawn[at] = column.values ? pick(column.values, column.shares, random) : centre + deviation * random.normal();
      values[at] = written(drawn[at]);
      if (borders && bins && !Number.isNaN(drawn[at]))
        values[at] = inBin(drawn[at], { borders, bins, written }, random);
      drawn[at] = borders ? binOf(values[at], borders) : values[at];
    }
    for (const group of oneHot) {
      const hot = pick(group.columns, group.shares, random);
      for (const column of group.columns) values[row * size + column] = Number(column === hot);
    }
  }
  return { values, drawn };
}

/** What becomes of a number in the model's input. */
function writtenAs(dtype: Sample['dtype']): (value: number) => number {
  if (dtype === 'float32') return (value) => value;
  return dtype === 'int32' ? Math.round : (value) => Number(value >= 0.5);
}

function pick(values: readonly number[], shares: readonly number[] = [], random: RandomStream): number {
  let rest = random.uniform();
  for (const [index, share] of shares.entries()) {
    rest -= share;
    if (rest < 0) return values[index];
  }
  return values[values.length - 1];
}

interface Binned {
  readonly borders: readonly number[];
  readonly bins: readonly Bin[];
  readonly written: (value: number) => number;
}

/** A normal number, drawn again until it lies in the bin as the model gets it. */
function inBin(bin: number, { borders, bins, written }: Binned, random: RandomStream): number {
  const { mean, deviation, low, high } = bins[bin];
  const isInside = (value: number) => value >= low && value <= high && binOf(value, borders) === bin;
  for (let tries = 0; tries < 100; tries++) {
    const value = written(mean + deviation * random.normal());
    if (isInside(value)) return value;
  }
  const middle = Math.min(high, Math.max(low, mean));
  return [written(middle), Math.floor(high), Math.ceil(low)].find(isInside) ?? written(middle);
}
