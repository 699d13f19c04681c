import { createHash } from 'node:crypto';
import type { Item, Shard } from 'xai-recipes';
import type { RunDescription } from 'xai-recipes/node';
import type { ThreadData } from '../datasets/threads';

/** A job in the queue: a shard to explain, and all that a worker must know of its run. */
export interface ShardJob extends ThreadData {
  readonly shard: Shard<Item>;
}

/**
 * The name of a job, which is that of its result: the hash of the run (its recipe, the files of its model, its data) and the number of the shard. Whoever does it, and
 * however often, writes the same bytes at the same place.
 */
export function jobId(run: RunDescription, number: number): string {
  return `${runId(run)}-${number}`;
}

/** The hash of a run. */
export function runId(run: RunDescription): string {
  return createHash('sha256').update(JSON.stringify(run)).digest('hex');
}
