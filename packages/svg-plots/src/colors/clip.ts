import type { Range } from '../numbers/linear-scale';
import { quantile } from '../numbers/quantile';

/** So many of the values, but one at least, may be outliers at either end. */
const OUTLIERS = 0.01;
/** An outlier is so many times farther away than the others are wide. */
const FAR = 3;
/** Fewer values have no outliers. */
const FEWEST = 16;

/**
 * A range without what is far out.
 *
 * @param sorted the values, rising
 * @param clip a percentile as a fraction; `'auto'`: only where there are outliers
 * @param low where the range begins, if that is fixed
 */
export function clipped(sorted: Float64Array, clip: 'auto' | number, low?: number): Range {
  const last = sorted.length - 1;
  const whole: Range = [low ?? sorted[0], sorted[last]];
  if (clip !== 'auto') return [low ?? quantile(sorted, 1 - clip), quantile(sorted, clip)];
  if (sorted.length < FEWEST) return whole;
  const left = Math.ceil(OUTLIERS * sorted.length);
  const inner: Range = [low ?? sorted[left], sorted[last - left]];
  const reach = FAR * (inner[1] / 2 - inner[0] / 2);
  // without any width, all else being equal, what differs is what is to be seen
  if (!(reach > 0)) return whole;
  return [
    inner[0] / 2 - whole[0] / 2 > reach ? inner[0] : whole[0],
    whole[1] / 2 - inner[1] / 2 > reach ? inner[1] : whole[1],
  ];
}
