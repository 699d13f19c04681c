import { checkKeys, checkPositiveInteger, RandomStream, wrongValue } from 'xai-base';

/** How intervals are found: by resampling the samples with replacement. */
export interface BootstrapOptions {
  /** The share of intervals that hold the true mean; 0.95 by default. */
  level?: number;
  /** How often the samples are drawn anew; 2000 by default. */
  resamples?: number;
  /** Makes it repeatable; 0 by default. */
  seed?: number;
}

/** @throws {ValueError} for an option that does not exist, or is none */
export function checkBootstrap(options: BootstrapOptions, owner: string): void {
  checkKeys(options, ['level', 'resamples', 'seed'], owner);
  const { level = 0.95, resamples = 2000 } = options;
  checkPositiveInteger('resamples', resamples);
  if (level > 0 && level < 1) return;
  const expected = 'a share between 0 and 1';
  throw wrongValue('level', level, expected);
}

/** The means of samples drawn anew, with replacement, in ascending order. */
export function bootstrapMeans(
  values: ArrayLike<number>,
  { resamples = 2000, seed = 0 }: BootstrapOptions,
): Float64Array {
  const stream = new RandomStream(seed);
  const { length } = values;
  return Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let k = 0; k < length; k++) sum += values[Math.floor(stream.uniform() * length)];
    return sum / length;
  }).sort();
}

/** The interval in the middle of sorted numbers that holds a share of them. */
export function middle(sorted: Float64Array, level = 0.95): { low: number; high: number } {
  const outside = Math.floor(((1 - level) / 2) * sorted.length);
  return { low: sorted[outside], high: sorted[sorted.length - 1 - outside] };
}

/** How likely a mean as far from 0 would be if the true one were 0: twice the share of the resampled means on the other side of it, at most 1. */
export function twoSided(sorted: Float64Array): number {
  const below = sorted.filter((value) => value <= 0).length;
  const above = sorted.filter((value) => value >= 0).length;
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (sorted.length + 1));
}
