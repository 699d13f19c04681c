import { type AnalyzeOptions, throwIfAborted } from '../options';
import { yieldToEventLoop } from './yield-to-event-loop';

/**
 * Goes through `total` samples in batches; between them it lets the event loop turn, reports progress and can be aborted.
 *
 * @param total how many samples there are
 * @param options `batchSize` (default: all at once), `signal`, `onProgress`
 * @param work done for the samples `begin` to `begin + size`
 * @throws {AbortError} when the signal fires
 *
 * @example
 * ```ts
 * const sizes: number[] = [];
 * await forEachBatch(5, { batchSize: 2 }, async (_begin, size) => void sizes.push(size));
 * sizes; // => [2, 2, 1]
 * ```
 */
export async function forEachBatch(
  total: number,
  { batchSize = total, signal, onProgress }: AnalyzeOptions,
  work: (begin: number, size: number) => Promise<void>,
): Promise<void> {
  for (let begin = 0; begin < total; begin += batchSize) {
    await yieldToEventLoop(); // work that is done at once gives nobody a turn
    throwIfAborted(signal);
    const size = Math.min(batchSize, total - begin);
    await work(begin, size);
    onProgress?.({ done: begin + size, total });
  }
  throwIfAborted(signal);
}
