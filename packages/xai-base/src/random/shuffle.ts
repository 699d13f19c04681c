import type { RandomStream } from './random-stream';

/**
 * Puts items into a random order, all orders being as likely, in place (Fisher and Yates).
 *
 * @see R. Durstenfeld: Algorithm 235: Random permutation (1964)
 *
 * @example
 * ```ts
 * const order = Int32Array.of(0, 1, 2);
 * shuffle(order, new RandomStream(1));
 * order.toSorted(); // => [0, 1, 2]
 * ```
 */
export function shuffle(items: Int32Array, random: RandomStream): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [items[last], items[other]] = [items[other], items[last]];
  }
}
