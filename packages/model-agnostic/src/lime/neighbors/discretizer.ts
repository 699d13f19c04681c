import { checkPositiveInteger } from 'xai-base';
import { wrongValue } from '../../wrong-value';
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
export function quantileBorders(values: readonly number[], parts: number): number[] {
  checkPositiveInteger('parts', parts);
  const sorted = [...values].sort((a, b) => a - b);
  const borders = Array.from({ length: parts - 1 }, (_, index) => {
    const place = ((index + 1) / parts) * (sorted.length - 1);
    const before = Math.floor(place);
    const after = Math.min(before + 1, sorted.length - 1);
    return sorted[before] + (place - before) * (sorted[after] - sorted[before]);
  });
  return [...new Set(borders)];
}

/** The bin of a value: how many borders are below it. A value on a border belongs below. */
export function binOf(value: number, borders: readonly number[]): number {
  let bin = 0;
  while (bin < borders.length && borders[bin] < value) bin++;
  return bin;
}

/** What the values in each bin are like. */
export function binsOf(values: readonly number[], borders: readonly number[]): Bin[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return Array.from({ length: borders.length + 1 }, (_, bin) => {
    const inside = values.filter((value) => binOf(value, borders) === bin);
    const mean = inside.length === 0 ? 0 : inside.reduce((sum, value) => sum + value, 0) / inside.length;
    const square = inside.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = (inside.length === 0 ? 0 : Math.sqrt(square / inside.length)) + smallest;
    return { mean, deviation, low: bin === 0 ? low : borders[bin - 1], high: borders[bin] ?? high };
  });
}

/** What a bin is called: `'2.50 < age <= 4.00'`. */
export function binName(name: string, bin: number, borders: readonly number[]): string {
  const [low, high] = [borders[bin - 1], borders[bin]].map((border) => border?.toFixed(2));
  if (low === undefined && high === undefined) return name;
  if (low === undefined) return `${name} <= ${high}`;
  return high === undefined ? `${name} > ${low}` : `${low} < ${name} <= ${high}`;
}

/** The borders that a discretizer puts into a column; undefined when it leaves the column as it is. */
export function bordersOf(
  discretizer: Discretizer,
  column: number,
  values: readonly number[],
  labels?: readonly number[],
): number[] | undefined {
  if (discretizer === 'none') return undefined;
  if (discretizer === 'quartile') return quantileBorders(values, 4);
  if (discretizer === 'decile') return quantileBorders(values, 10);
  if (discretizer === 'entropy') return entropyBorders(values, checkedLabels(labels, values.length));
  if (typeof discretizer === 'object' && discretizer !== null) return [...(discretizer[column] ?? [])];
  throw wrongValue('discretizer', discretizer, "'quartile', 'decile', 'entropy', 'none' or borders by column");
}

function checkedLabels(labels: readonly number[] | undefined, rows: number): readonly number[] {
  if (Array.isArray(labels) && labels.length === rows && labels.every(Number.isFinite)) return labels;
  throw wrongValue('trainingLabels', labels, `${rows} numbers, the class of each row, as the discretizer is 'entropy'`);
}
