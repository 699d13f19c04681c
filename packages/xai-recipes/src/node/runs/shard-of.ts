import type { Shard } from '../../runs/explain-shard';
import type { RunItem } from '../../runs/run-item';
import type { RunDescription } from './run-description';

/**
 * The items of a shard.
 *
 * @param items all of the run
 *
 * @example
 * ```ts
 * const items = ['cat', 'dog', 'emu'].map((name) => ({ name, item: `${name}.png` }));
 * shardOf(items, 1, describeRun({}, items, 2)); // => ({ number: 1, first: 2, items: [{ name: 'emu', item: 'emu.png' }] })
 * ```
 */
export function shardOf<Item>(
  items: readonly RunItem<Item>[],
  number: number,
  { shardSize }: RunDescription,
): Shard<Item> {
  const first = number * shardSize;
  return { number, first, items: items.slice(first, first + shardSize) };
}
