import path from 'node:path';
import { type Progress, throwIfAborted } from 'xai-base';
import { type Explainer, explainShard } from '../../runs/explain-shard';
import type { IndexEntry } from '../../runs/index-entry';
import type { RunItem } from '../../runs/run-item';
import { withLock } from '../with-lock';
import { shardsOf } from './run-description';
import type { RunStore } from './run-store';
import { shardOf } from './shard-of';

/** How a run goes. */
export interface RunOptions {
  /** Called when a shard is done; in items. */
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Whoever works off a shard: explains its items and keeps them. */
export type ShardWorker = (number: number) => Promise<void>;

/**
 * Explains the items of a run that are not explained yet, a shard after the other, and puts the index together.
 *
 * @returns the lines of the index
 * @throws {FileError} when another process works at the same folder
 * @throws {AbortError} when the signal fires; what is done is kept
 *
 * @example
 * ```ts no-run
 * const items = ['cat.png', 'dog.png'].map((name) => ({ name, item: name }));
 * const explainer: Explainer<string> = { explain: async () => Promise.reject(new Error('such as a prepared recipe')) };
 * const store = await RunStore.open('explanations', describeRun({ method: 'Gradient' }, items));
 * const index = await runAll(store, items, explainer);
 * ```
 */
export async function runAll<Item>(
  store: RunStore,
  items: readonly RunItem<Item>[],
  explainer: Explainer<Item>,
  options: RunOptions = {},
): Promise<IndexEntry[]> {
  const work: ShardWorker = async (number) => {
    const result = await explainShard(explainer, shardOf(items, number, store.run), { signal: options.signal });
    await store.save(number, result);
  };
  return runBy(store, [work], options);
}

/**
 * The same, by several workers: each takes the next shard when it is done with one.
 *
 * @returns the lines of the index
 *
 * @example
 * ```ts no-run
 * const store = await RunStore.open('explanations', describeRun({}, [{ name: 'cat', item: 'cat.png' }]));
 * const work = async (number: number) => store.save(number, { files: new Map(), entries: [] });
 * const index = await runBy(store, [work, work]); // two at a time
 * ```
 */
export function runBy(
  store: RunStore,
  workers: readonly ShardWorker[],
  options: RunOptions = {},
): Promise<IndexEntry[]> {
  const { onProgress, signal } = options;
  return withLock(path.join(store.folder, 'lock'), store.folder, async () => {
    const total = store.run.items.count;
    const missing = await store.missing();
    let done = (shardsOf(store.run) - missing.length) * store.run.shardSize;
    const loop = async (work: ShardWorker) => {
      for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
        throwIfAborted(signal);
        await work(number);
        done += store.run.shardSize;
        onProgress?.({ done: Math.min(done, total), total });
      }
    };
    await Promise.all(
      workers.map((work) =>
        loop(work).catch((error) => {
          missing.length = 0; // the others end their shard, and begin no other
          throw error;
        }),
      ),
    );
    return store.finish();
  });
}
