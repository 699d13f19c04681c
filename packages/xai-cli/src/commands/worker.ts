import { once } from 'node:events';
import { AbortError } from 'xai-base';
import { startShardWorker } from '../queue/shard-worker';
import { limited } from '../terminal/limited';
import type { Console } from '../terminal/printable-output';

/** The options of `xai worker`, as the command line gives them. */
export interface WorkerOptions {
  readonly queue: string;
}

/** `xai worker`: explains what `xai run --queue` gives to a queue, until it is stopped. */
export async function work({ queue }: WorkerOptions, { stdout, stderr, signal }: Console): Promise<void> {
  let told = '';
  const onError = ({ message }: Error) => {
    if (message !== told) stderr.write(`warning: ${limited(message)}\n`);
    told = message; // that Redis is away is said once
  };
  const worker = await startShardWorker(
    queue,
    { onDone: ({ folder, shard }) => stdout.write(`${folder}: shard ${shard.number} is done\n`), onError },
    signal,
  );
  stdout.write('Waits for work; Ctrl-C ends it.\n');
  if (!signal) return void (await once(worker, 'closed'));
  if (!signal.aborted) await once(signal, 'abort');
  await worker.close();
  throw new AbortError('The worker was stopped.', { argument: 'signal', cause: signal.reason });
}
