import { parentPort, workerData } from 'node:worker_threads';
import { evaluate } from 'xai-metrics';
import { userFiles } from 'xai-recipes/node';
import { checkSame, readyTask } from './datasets/run-task';
import type { EvaluationNews, EvaluationThreadData } from './evaluation/evaluation-threads';
import { readyJudging } from './evaluation/judging';

/** A worker thread of `xai evaluate`: judges its share of the batches, and tells what belongs into the journal. */
const { task, held, offline, lines, share, seed, ...parts } = workerData as EvaluationThreadData;
const control = new AbortController();
const { signal } = control;
const tell = (news: EvaluationNews) => parentPort!.postMessage(news);

async function judge(): Promise<void> {
  const ready = await readyTask(task.recipe, userFiles({ offline, signal }), held);
  try {
    checkSame(ready, task);
    const judging = await readyJudging(ready, { ...parts, signal });
    const { analyzers, model, metrics, samples } = judging;
    try {
      await evaluate(analyzers, model, samples(), metrics, {
        ...{ seed, share, signal, batchSize: parts.batchSize, executor: ready.engine.executor },
        journal: { read: async () => lines, append: async (line) => tell({ line }) },
        onProgress: ({ done }) => tell({ done }),
      });
    } finally {
      await judging.dispose();
    }
  } finally {
    await ready.dispose();
  }
}

parentPort!.on('message', () => control.abort());
judge()
  .catch(({ name, message }: Error) => tell({ error: { name, message } }))
  .finally(() => parentPort!.close());
