import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { AbortError, type XaiError } from 'xai-base';
import type { Item, RunItem } from 'xai-recipes';
import { type RunStore, type ShardWorker, shardOf } from 'xai-recipes/node';
import { WorkerError } from '../errors/errors';
import { packageFolder } from '../package-folder';
import type { RunTask } from './run-task';

/** What a thread is told when it starts. */
export interface ThreadData {
  readonly folder: string;
  readonly task: RunTask;
  readonly run: RunStore['run'];
  readonly held: readonly string[];
  readonly offline?: boolean;
}

/** An error as a thread tells it. */
export interface ThreadError {
  readonly name: string;
  readonly message: string;
}

/** What a thread answers when a shard is done, or could not be. */
export interface ThreadAnswer {
  readonly error?: ThreadError;
}

/** A thread that works off shards. */
export interface Thread {
  readonly work: ShardWorker;
  stop(): Promise<void>;
}

/**
 * The file of what runs in a thread; undefined where the package is not built, as in its own tests.
 *
 * @param name `thread` explains, `evaluation-thread` judges
 */
export function threadFile(name: 'thread' | 'evaluation-thread'): string | undefined {
  const file = path.join(packageFolder(), 'dist', `${name}.js`);
  return existsSync(file) ? file : undefined;
}

/** Starts a thread that explains shards and keeps them in the folder of the run. */
export function startThread(
  file: string,
  store: RunStore,
  items: readonly RunItem<Item>[],
  data: ThreadData,
  signal: AbortSignal | undefined,
): Thread {
  const worker = new Worker(file, { workerData: data });
  const abort = () => worker.postMessage('abort');
  signal?.addEventListener('abort', abort);
  return {
    work: async (number) => {
      const answer = answerOf(worker);
      worker.postMessage(shardOf(items, number, store.run));
      const { error } = await answer;
      if (error) throw threadError(error, signal);
    },
    async stop() {
      signal?.removeEventListener('abort', abort);
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage('end');
      await ended;
    },
  };
}

/** The error of a thread, as one of this thread. */
export function threadError(error: ThreadError, signal: AbortSignal | undefined): XaiError {
  if (error.name === 'AbortError') return new AbortError(error.message, { argument: 'signal', cause: signal?.reason });
  return new WorkerError(error.message, { argument: 'worker', cause: error });
}

/** That a thread ended by itself. */
export function endedWith(code: number): WorkerError {
  return new WorkerError(`A worker thread ended with code ${code}.`, { argument: 'worker' });
}

/** The next answer; that a thread ends before is an error. */
function answerOf(worker: Worker): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const settled = (settle: () => void) => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      settle();
    };
    const onMessage = (answer: ThreadAnswer) => settled(() => resolve(answer));
    const onError = (error: Error) => settled(() => reject(error));
    const onExit = (code: number) => settled(() => reject(endedWith(code)));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
  });
}
