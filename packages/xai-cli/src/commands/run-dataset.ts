import { availableParallelism } from 'node:os';
import path from 'node:path';
import { AbortError } from 'xai-base';
import { explainShard, type IndexEntry } from 'xai-recipes';
import { describeRun, RunStore, runBy, type ShardWorker, shardOf, shardsOf } from 'xai-recipes/node';
import { noneOf } from '../datasets/none-of';
import { type PlannedRun, plannedRun, type RunOptions } from '../datasets/planned-run';
import { runSheet } from '../datasets/run-sheet';
import { type RunSummary, summaryLines, summaryOf } from '../datasets/run-summary';
import { type ReadyTask, readyTask } from '../datasets/run-task';
import { startThread, threadFile } from '../datasets/threads';
import { inWords } from '../errors/in-words';
import { filesNamed } from '../files/files-named';
import { saveFile } from '../files/save-file';
import { jsonText } from '../terminal/json';
import { limited } from '../terminal/limited';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';

/** `xai run`: explains a whole data set into a folder, and goes on where it was stopped. */
export async function runDataset(options: RunOptions, surroundings: Console): Promise<void> {
  const { stdout, stderr } = surroundings;
  const files = filesNamed(options, surroundings);
  const planned = await plannedRun(files, options, surroundings);
  const ready = await readyTask(planned.recipe, files, planned.held);
  try {
    const run = describeRun(ready.task, planned.items, options.shardSize);
    if (options.dryRun) return await tellPlan(await RunStore.at(options.out, run), options, surroundings);
    const store = await RunStore.open(options.out, run);
    const index = await explainAll(store, { planned, ready, options }, surroundings);
    const summary = summaryOf(index, planned.recipe);
    const parts = { store, prepared: ready.prepared, items: planned.items, index, summary, count: options.sheet };
    const sheet = path.join(options.out, 'sheet.html');
    await saveFile(path.join(options.out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    await saveFile(sheet, await runSheet(parts));
    const warnings = new Set([...ready.prepared.warnings, ...ready.engine.warnings]);
    for (const warning of warnings) stderr.write(`warning: ${limited(inWords(warning))}\n`);
    checkAny(summary, options.data);
    if (options.json) stdout.write(jsonText(summary));
    else stdout.write(linesOf([...summaryLines(summary), ['Explanations', options.out], ['Sheet', sheet]]));
  } finally {
    await ready.dispose();
  }
}

interface Work {
  readonly planned: PlannedRun;
  readonly ready: ReadyTask;
  readonly options: RunOptions;
}

/** Explains what is missing: by the workers of a queue, by threads where there is enough to do, or here. */
async function explainAll(store: RunStore, work: Work, { stderr, signal }: Console): Promise<IndexEntry[]> {
  const progress = new ProgressLine(stderr);
  const missing = await store.missing();
  const { task } = work.ready;
  const { workers, stop } = await workersOf(store, missing.length, work, signal);
  try {
    progress.show(task.recipe.method.name, doneOf(store, missing.length));
    return await runBy(store, workers, {
      signal,
      onProgress: (state) => progress.show(task.recipe.method.name, state),
    });
  } catch (error) {
    progress.clear();
    if (error instanceof AbortError) {
      const { done, total } = doneOf(store, (await store.missing()).length);
      stderr.write(`${done} of ${total} items are explained; the same command goes on.\n`);
    }
    throw error;
  } finally {
    progress.clear();
    await stop();
  }
}

/** Who works off shards. */
async function workersOf(
  store: RunStore,
  missing: number,
  { planned, ready, options }: Work,
  signal: AbortSignal | undefined,
): Promise<{ readonly workers: readonly ShardWorker[]; stop(): Promise<unknown> }> {
  const { task, prepared } = ready;
  const { items, held } = planned;
  const folder = path.resolve(store.folder);
  const data = { folder, task, run: store.run, held, offline: options.offline };
  if (options.queue !== undefined) {
    const { queuedShards } = await import('../queue/queued-shards');
    return queuedShards(options.queue, store, items, data, signal);
  }
  const file = threadFile('thread');
  const count = Math.min(options.workers ?? availableParallelism(), missing);
  if (count > 1 && file !== undefined) {
    const threads = Array.from({ length: count }, () => startThread(file, store, items, data, signal));
    return {
      workers: threads.map(({ work }) => work),
      stop: () => Promise.all(threads.map((thread) => thread.stop())),
    };
  }
  const here = async (number: number) =>
    store.save(number, await explainShard(prepared, shardOf(items, number, store.run), { signal }));
  return { workers: [here], stop: async () => undefined };
}

function doneOf({ run }: RunStore, missing: number): { done: number; total: number } {
  const { count } = run.items;
  return { done: Math.min(count, (shardsOf(run) - missing) * run.shardSize), total: count };
}

async function tellPlan(store: RunStore, options: RunOptions, { stdout }: Console): Promise<void> {
  const missing = await store.missing();
  const { done, total } = doneOf(store, missing.length);
  const plan = {
    items: total,
    explained: done,
    left: total - done,
    shards: missing.length,
    shardSize: options.shardSize,
  };
  if (options.json) stdout.write(jsonText(plan));
  else
    stdout.write(
      linesOf([
        ['Items', `${total}, of which ${done} are explained and ${total - done} are left`],
        ['Shards', `${missing.length} of ${options.shardSize} items are left`],
        ['Explanations', `would go to ${options.out}; nothing was written`],
      ]),
    );
}

/** @throws {FileError} when not one item could be explained */
function checkAny({ explained, items, errors: [first] }: RunSummary, data: string): void {
  if (explained > 0 || !first) return;
  throw noneOf(data, items, 'explained', `${first.first}: ${first.message}`);
}

function linesOf(rows: readonly (readonly [string, string])[]): string {
  return rows.map(([label, text]) => `${label.padEnd(13)} ${limited(text)}\n`).join('');
}
