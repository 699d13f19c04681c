import { describeValue, ValueError } from 'xai-base';

/** What stands in the place of removed features: a number, or one of a sample's own elements. */
export type Baseline = number | 'min' | 'mean' | 'max';

/**
 * @throws {ValueError} for anything else
 */
export function checkBaseline(baseline: Baseline): void {
  if (Number.isFinite(baseline) || ['min', 'mean', 'max'].includes(baseline as string)) return;
  const expected = "a finite number, 'min', 'mean' or 'max'";
  const message = `baseline is ${describeValue(baseline)}; expected ${expected}.`;
  throw new ValueError(message, { argument: 'baseline', value: baseline, expected });
}

/** The number that a baseline is for a sample: that given, or that of all elements of the sample as it was given. */
export function baselineOf(baseline: Baseline, row: ArrayLike<number>): number {
  if (typeof baseline === 'number') return baseline;
  let [least, sum, largest] = [row[0], 0, row[0]];
  for (let k = 0; k < row.length; k++) {
    least = Math.min(least, row[k]);
    largest = Math.max(largest, row[k]);
    sum += row[k];
  }
  return { min: least, mean: sum / row.length, max: largest }[baseline];
}
