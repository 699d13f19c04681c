import type { Job, Worker } from 'bullmq';
import { explainShard } from 'xai-recipes';
import { RunStore, userFiles } from 'xai-recipes/node';
import { checkSame, type ReadyTask, readyTask } from '../datasets/run-task';
import { connectionTo, loadBullMQ, QUEUE } from './connection';
import { runId, type ShardJob } from './shard-job';

/** So long nobody hears of a worker before another one takes its job, in milliseconds. */
const SILENCE = 5000;
/** How many workers may die over a job before it counts as one that cannot be done. */
const DEATHS = 20;

/** What a worker tells who started it. */
export interface WorkerEvents {
  onDone(job: ShardJob): void;
  onError(error: Error): void;
}

/**
 * Starts a worker: it explains the shards of whatever runs are in the queue, one at a time, and keeps each in the folder of its run.
 *
 * @param address of Redis
 */
export async function startShardWorker(
  address: string,
  { onDone, onError }: WorkerEvents,
  signal: AbortSignal | undefined,
): Promise<Worker<ShardJob>> {
  const { Worker: BullWorker } = await loadBullMQ();
  const kept = new KeptTask(signal);
  const process = async ({ data }: Job<ShardJob>) => {
    const store = await RunStore.at(data.folder, data.run);
    if (await store.has(data.shard.number)) return; // given twice
    const { prepared } = await kept.of(data);
    await store.save(data.shard.number, await explainShard(prepared, data.shard, { signal }));
    if (await store.isFinished()) await store.finish(); // somebody else was faster: what was put together is not left twice
    onDone(data);
  };
  const worker = new BullWorker<ShardJob>(QUEUE, process, {
    connection: await connectionTo(address),
    lockDuration: SILENCE,
    stalledInterval: SILENCE / 2,
    maxStalledCount: DEATHS,
  });
  worker.on('error', onError);
  worker.on('failed', (_, error) => onError(error));
  worker.on('closed', () => kept.dispose());
  return worker;
}

/** The task of the job before: jobs of the same run follow one another. */
class KeptTask {
  private kept?: { readonly id: string; readonly ready: ReadyTask };

  constructor(private readonly signal: AbortSignal | undefined) {}

  async of({ task, run, held, offline }: ShardJob): Promise<ReadyTask> {
    const id = runId(run);
    if (this.kept?.id === id) return this.kept.ready;
    await this.dispose();
    const ready = await readyTask(task.recipe, userFiles({ offline, signal: this.signal }), held);
    try {
      checkSame(ready, task);
    } catch (error) {
      await ready.dispose();
      throw error;
    }
    this.kept = { id, ready };
    return ready;
  }

  async dispose(): Promise<void> {
    const { ready } = this.kept ?? {};
    this.kept = undefined;
    await ready?.dispose();
  }
}
