import { Worker } from 'node:worker_threads';
import { throwIfAborted } from 'xai-base';
import type { Share } from 'xai-metrics';
import type { Item, RunItem } from 'xai-recipes';
import type { RunTask } from '../datasets/run-task';
import { endedWith, type ThreadError, threadError } from '../datasets/threads';

/** What all threads of an evaluation are told. */
export interface SharedEvaluation {
  readonly task: RunTask;
  readonly held: readonly string[];
  readonly offline?: boolean;
  readonly items: readonly RunItem<Item>[];
  readonly data: string;
  readonly methods: readonly string[];
  readonly metrics: readonly string[];
  readonly seed: number;
  readonly batchSize: number;
  /** The lines of the journal up to now. */
  readonly lines: readonly string[];
}

/** What a thread is told when it starts. */
export interface EvaluationThreadData extends SharedEvaluation {
  readonly share: Share;
}

/** What a thread tells: a line for the journal, how many scores are done, or, at last, its error. */
export interface EvaluationNews {
  readonly line?: string;
  readonly done?: number;
  readonly error?: ThreadError;
}

/** How threads are followed. */
export interface Following {
  readonly signal?: AbortSignal;
  /** Called with each line for the journal. */
  append(line: string): Promise<void>;
  /** Called with how many scores are done by all threads. */
  onDone(done: number): void;
}

/**
 * Judges the batches of an evaluation in threads, a share in each; what they find is in the journal then. Where one fails, the others are ended, too.
 *
 * @throws {WorkerError} for what fails in a thread
 * @throws {AbortError} when the signal fires
 */
export async function judgeInThreads(
  file: string,
  count: number,
  evaluation: SharedEvaluation,
  { signal, append, onDone }: Following,
): Promise<void> {
  throwIfAborted(signal);
  const done = new Array<number>(count).fill(0);
  const failed = new AbortController();
  const signals = AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]);
  const shares = done.map((_, index) =>
    judgeShare(file, { ...evaluation, share: { index, of: count } }, signals, {
      append,
      onDone: (own) => {
        done[index] = own;
        onDone(done.reduce((sum, one) => sum + one));
      },
    }),
  );
  try {
    await Promise.all(shares);
  } finally {
    failed.abort();
    await Promise.allSettled(shares);
  }
}

async function judgeShare(
  file: string,
  data: EvaluationThreadData,
  signal: AbortSignal,
  { append, onDone }: Following,
): Promise<void> {
  const worker = new Worker(file, { workerData: data });
  const abort = () => worker.postMessage('abort');
  signal.addEventListener('abort', abort);
  let [written, failure]: [Promise<void>, ThreadError | undefined] = [Promise.resolve(), undefined];
  worker.on('message', ({ line, done, error }: EvaluationNews) => {
    if (line !== undefined) {
      written = written.then(() => append(line));
      written.catch(abort); // what cannot be kept need not be computed
    }
    if (done !== undefined) onDone(done);
    failure ??= error;
  });
  try {
    const code = await new Promise<number>((resolve, reject) => worker.once('exit', resolve).once('error', reject));
    await written;
    if (failure) throw threadError(failure, signal);
    if (code !== 0) throw endedWith(code);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
