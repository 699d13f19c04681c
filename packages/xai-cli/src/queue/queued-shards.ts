import { setTimeout } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { throwIfAborted } from 'xai-base';
import type { Item, RunItem } from 'xai-recipes';
import { type RunStore, type ShardWorker, shardOf } from 'xai-recipes/node';
import type { ThreadData } from '../datasets/threads';
import { WorkerError } from '../errors/errors';
import { connectionTo, loadBullMQ, QUEUE } from './connection';
import { jobId, type ShardJob } from './shard-job';

/** How many shards of a run wait or are worked at, at most: no more are in Redis at once. */
const AHEAD = 64;
/** How often somebody tries a shard that fails. */
const ATTEMPTS = 3;
const PAUSE = 200; // milliseconds between two looks at the folder

/** Those who have a queue work off shards. */
export interface QueuedShards {
  readonly workers: readonly ShardWorker[];
  stop(): Promise<void>;
}

/**
 * Gives shards to a queue, whose workers keep them in the folder of the run. The folder says what is done: a job that Redis has lost is given again.
 *
 * @param address of Redis
 */
export async function queuedShards(
  address: string,
  store: RunStore,
  items: readonly RunItem<Item>[],
  data: ThreadData,
  signal: AbortSignal | undefined,
): Promise<QueuedShards> {
  const { Queue: BullQueue } = await loadBullMQ();
  const queue: Queue<ShardJob> = new BullQueue(QUEUE, { connection: await connectionTo(address) });
  queue.on('error', () => undefined); // Redis is away for a while: commands wait for it
  const give = (number: number) =>
    queue.add(
      'shard',
      { ...data, shard: shardOf(items, number, store.run) },
      {
        jobId: jobId(store.run, number),
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: 500 },
        removeOnComplete: true,
      },
    );
  const work: ShardWorker = async (number) => {
    const id = jobId(store.run, number);
    await (await queue.getJob(id))?.remove().catch(() => undefined); // that of an earlier start, unless it is worked at
    await give(number);
    while (!(await store.has(number))) {
      await setTimeout(PAUSE);
      throwIfAborted(signal);
      const job = await queue.getJob(id);
      if (!job) await give(number);
      else if (await job.isFailed()) throw failed(job.failedReason, number);
    }
  };
  return {
    workers: new Array<ShardWorker>(AHEAD).fill(work),
    stop: () => queue.close().catch(() => undefined),
  };
}

function failed(reason: string, number: number): WorkerError {
  return new WorkerError(`No worker could explain shard ${number}: ${reason}`, { argument: '--queue', value: number });
}
