import { throwIfAborted, yieldToEventLoop } from 'xai-base';
import type { MetricOptions } from './metric-task';

/**
 * Goes through all pairs of samples, each once, the smaller number first. Nothing is kept of them: a data set has a great many.
 *
 * @throws {AbortError} when the signal fires
 */
export async function forEachPair(
  count: number,
  { signal }: Pick<MetricOptions, 'signal'>,
  visit: (sample: number, other: number) => void,
): Promise<void> {
  for (let sample = 0; sample < count; sample++) {
    await yieldToEventLoop();
    throwIfAborted(signal);
    for (let other = sample + 1; other < count; other++) visit(sample, other);
  }
}
