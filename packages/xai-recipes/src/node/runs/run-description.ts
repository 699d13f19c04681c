import { createHash } from 'node:crypto';
import { checkPositiveInteger } from 'xai-base';
import type { RunItem } from '../../runs/run-item';

/** What a folder with explanations is about: its file `run.json`. */
export interface RunDescription {
  readonly format: 'xai-run';
  readonly version: 1;
  /** How the items are explained, such as a recipe and the hashes of the files that it needs: plain JSON. */
  readonly task: unknown;
  /** How many items there are, and the SHA-256 of their names and of what is in them. */
  readonly items: { readonly count: number; readonly sha256: string };
  /** How many items are explained and kept together. */
  readonly shardSize: number;
}

/**
 * Describes a run.
 *
 * @param task how the items are explained: plain JSON, with the hashes of the model's files, see {@link recordedFiles}
 * @param items with the hashes of their files, where they are in files
 * @param shardSize how many items are explained and kept together; what a crash may cost
 *
 * @example
 * ```ts
 * const run = describeRun({ method: 'Gradient' }, [{ name: 'cat', item: 'cat.png' }, { name: 'dog', item: 'dog.png' }], 64);
 * run.items.count; // => 2
 * shardsOf(run); // => 1
 * ```
 */
export function describeRun(task: unknown, items: readonly RunItem[], shardSize = 64): RunDescription {
  checkPositiveInteger('shardSize', shardSize);
  const hash = createHash('sha256');
  for (const item of items) hash.update(`${JSON.stringify(item)}\n`);
  return {
    format: 'xai-run',
    version: 1,
    task,
    items: { count: items.length, sha256: hash.digest('hex') },
    shardSize,
  };
}

/**
 * How many shards a run has.
 *
 * @example
 * ```ts
 * shardsOf(describeRun({}, [{ name: 'cat', item: 'cat.png' }])); // => 1
 * ```
 */
export function shardsOf({ items, shardSize }: RunDescription): number {
  return Math.ceil(items.count / shardSize);
}
