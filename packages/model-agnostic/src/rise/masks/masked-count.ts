import type { RandomStream } from 'xai-base';

/**
 * How many of `size` parts are hidden: `size (1 - keepProbability)`, up or down with the probabilities that keep the mean;
 * at least 1, and at most all but 1.
 */
export function maskedCount(size: number, keepProbability: number, random: RandomStream): number {
  const mean = size * (1 - keepProbability);
  const low = Math.floor(mean + 1e-9);
  const count = low + (random.uniform() < mean - low ? 1 : 0);
  return size === 1 ? count : Math.min(size - 1, Math.max(1, count));
}

/** Hides a given number of parts, each set of them being as likely. */
export function hideSome(mask: Float32Array | Float64Array, hidden: number, random: RandomStream): void {
  mask.fill(1);
  let left = hidden;
  for (let index = 0; index < mask.length && left > 0; index++) {
    if (random.uniform() * (mask.length - index) >= left) continue;
    mask[index] = 0;
    left--;
  }
}
