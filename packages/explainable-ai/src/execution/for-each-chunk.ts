import { type AnalyzeOptions, throwIfAborted, yieldToEventLoop } from 'xai-base';

/** Which variants of which samples: `count` variants from `first` on, of `size` samples from `begin` on. */
export interface Chunk {
  readonly begin: number;
  readonly size: number;
  readonly first: number;
  readonly count: number;
}

/**
 * Goes through n variants of each sample of a batch, so that at most `atOnce` of them run at a time: the first variants
 * of all samples, then the next. Between the chunks it lets the event loop turn, reports progress and can be aborted.
 *
 * @throws {AbortError} when the signal fires
 */
export async function forEachChunk(
  batch: number,
  n: number,
  atOnce: number,
  { signal, onProgress }: AnalyzeOptions,
  work: (chunk: Chunk) => Promise<void>,
): Promise<void> {
  const samples = Math.min(batch, atOnce);
  const variants = Math.floor(atOnce / samples);
  for (let first = 0; first < n; first += variants) {
    const count = Math.min(variants, n - first);
    for (let begin = 0; begin < batch; begin += samples) {
      await yieldToEventLoop(); // a model may be done at once, without a turn for anybody
      throwIfAborted(signal);
      const size = Math.min(samples, batch - begin);
      await work({ begin, size, first, count });
      onProgress?.({ done: batch * first + count * (begin + size), total: batch * n });
    }
  }
  throwIfAborted(signal);
}

/** How many samples run at once when nothing is said: many small ones, few large ones, as neither speed nor memory gains by more. */
export function defaultBatchSize(input: { readonly shape: readonly number[]; readonly size: number }): number {
  return Math.min(64, Math.max(1, Math.floor((2 ** 18 * input.shape[0]) / input.size)));
}
