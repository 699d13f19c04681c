import { ranking } from '../../numbers/ranking';
import type { Located } from '../../task/read-masks';

/** How many attributions are inside of a mask. */
export function sizeOf(mask: ArrayLike<number>): number {
  let count = 0;
  for (let k = 0; k < mask.length; k++) count += mask[k];
  return count;
}

/** The share of the k largest attributions that is inside. */
export function shareOfLargest({ attribution, mask }: Located, k: number): number {
  const largest = ranking(attribution).subarray(0, k);
  return largest.reduce((count, index) => count + mask[index], 0) / k;
}

/** The share of the sum of the attributions that is inside; NaN when the sum is 0. */
export function shareOfSum({ attribution, mask }: Located): number {
  let [total, part] = [0, 0];
  for (let k = 0; k < attribution.length; k++) {
    total += attribution[k];
    part += mask[k] * attribution[k];
  }
  return total === 0 ? Number.NaN : part / total;
}
