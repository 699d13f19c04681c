import { wrongValue } from 'xai-base';
import { entropyBorders } from './entropy-borders';

/**
 * Where the bins of a column end: by quartiles or deciles of the training data, where its labels change most (`'entropy'`), or at given
 * borders, by column.
 */
export type Discretizer = 'quartile' | 'decile' | 'entropy' | 'none' | Readonly<Record<number, readonly number[]>>;

/** The values of a column that lie between two borders. */
export interface Bin {
  readonly mean: number;
  /** The standard deviation, a little above 0. */
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
}

const smallest = 1e-11; // keeps deviations above 0

/** The borders of the bins, ascending and distinct. */
export function quantileBorders(values: Float64Array, parts: number): number[] {
  const sorted = values.slice().sort();
  const borders = Array.from({ length: parts - 1 }, (_, index) => {
    const place = ((index + 1) / parts) * (sorted.length - 1);
    const before = Math.floor(place);
    const after = Math.min(before + 1, sorted.length - 1);
    return sorted[before] + (place - before) * (sorted[after] - sorted[before]);
  });
  return [...new Set(borders)];
}

/** The bin of a value: how many borders are below it. A value on a border belongs below; a missing one has none, NaN. */
export function binOf(value: number, borders: readonly number[]): number {
  if (Number.isNaN(value)) return value;
  let bin = 0;
  while (bin < borders.length && borders[bin] < value) bin++;
  return bin;
}

/** What the values in each bin are like. */
export function binsOf(values: ArrayLike<number>, borders: readonly number[]): Bin[] {
  const sums = borders.map(() => 0).concat(0);
  const counts = sums.slice();
  const squares = sums.slice();
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const bins = Int32Array.from(values, (value) => binOf(value, borders));
  for (const [row, bin] of bins.entries()) {
    sums[bin] += values[row];
    counts[bin]++;
    low = Math.min(low, values[row]);
    high = Math.max(high, values[row]);
  }
  const means = sums.map((sum, bin) => (counts[bin] === 0 ? 0 : sum / counts[bin]));
  for (const [row, bin] of bins.entries()) squares[bin] += (values[row] - means[bin]) ** 2;
  return means.map((mean, bin) => ({
    mean,
    deviation: (counts[bin] === 0 ? 0 : Math.sqrt(squares[bin] / counts[bin])) + smallest,
    low: bin === 0 ? low : borders[bin - 1],
    high: borders[bin] ?? high,
  }));
}

/** The borders that a discretizer puts into a column; undefined when it leaves the column as it is. */
export function bordersOf(
  discretizer: Discretizer,
  column: number,
  values: Float64Array,
  labels?: readonly number[],
): number[] | undefined {
  if (discretizer === 'none') return undefined;
  if (discretizer === 'quartile') return quantileBorders(values, 4);
  if (discretizer === 'decile') return quantileBorders(values, 10);
  if (discretizer === 'entropy') return entropyBorders(values, checkedLabels(labels, values.length));
  if (typeof discretizer === 'object' && discretizer !== null) return checkedBorders(discretizer[column] ?? []);
  throw wrongValue('discretizer', discretizer, "'quartile', 'decile', 'entropy', 'none' or borders by column");
}

function checkedBorders(borders: readonly number[]): number[] {
  const isAscending = Array.isArray(borders) && borders.every((border, at) => at === 0 || border > borders[at - 1]);
  if (isAscending && borders.every(Number.isFinite)) return [...borders];
  throw wrongValue('discretizer', borders, 'finite numbers in ascending order for each column');
}

function checkedLabels(labels: readonly number[] | undefined, rows: number): readonly number[] {
  if (Array.isArray(labels) && labels.length === rows && labels.every(Number.isFinite)) return labels;
  throw wrongValue('trainingLabels', labels, `${rows} numbers, the class of each row, as the discretizer is 'entropy'`);
}
