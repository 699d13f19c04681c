import { parentPort, workerData } from 'node:worker_threads';
import { explainShard, type Item, type Shard } from 'xai-recipes';
import { RunStore, userFiles } from 'xai-recipes/node';
import { checkSame, readyTask } from './datasets/run-task';
import type { ThreadAnswer, ThreadData } from './datasets/threads';

/** A worker thread of `xai run`: explains the shards that it is sent, one at a time, and keeps each in the folder of the run. */
const { folder, task, run, held, offline } = workerData as ThreadData;
const control = new AbortController();
const { signal } = control;

const opening = (async () => {
  const ready = await readyTask(task.recipe, userFiles({ offline, signal }), held);
  checkSame(ready, task);
  return { ready, store: await RunStore.open(folder, run) };
})();

async function work(shard: Shard<Item>): Promise<ThreadAnswer> {
  try {
    const { ready, store } = await opening;
    await store.save(shard.number, await explainShard(ready.prepared, shard, { signal }));
    return {};
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { name, message } };
  }
}

parentPort!.on('message', async (message: Shard<Item> | 'abort' | 'end') => {
  if (message === 'abort') return control.abort();
  if (message !== 'end') return parentPort!.postMessage(await work(message));
  await opening.then(({ ready }) => ready.dispose()).catch(() => undefined); // its error was an answer already
  parentPort!.close();
});
