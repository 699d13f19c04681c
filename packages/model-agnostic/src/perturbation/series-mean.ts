import type { Sample } from './features';

/** The mean of all values of a series, over time and channels. */
export function seriesMean({ values }: Sample): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
