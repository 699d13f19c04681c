import type { AnalyzeOptions } from '../options';
import { forEachBatch } from './for-each-batch';
import { isOutOfMemory } from './out-of-memory';

/** As `forEachBatch`; a batch that does not fit into the engine's memory is done again in halves, and so are those after it. */
export async function forEachFittingBatch(
  total: number,
  options: AnalyzeOptions,
  work: (begin: number, size: number) => Promise<void>,
): Promise<void> {
  let fitting = total;
  await forEachBatch(total, options, async (first, count) => {
    for (let begin = first; begin < first + count; ) {
      const size = Math.min(fitting, first + count - begin);
      try {
        await work(begin, size);
        begin += size;
      } catch (error) {
        if (size === 1 || !isOutOfMemory(error)) throw error;
        fitting = Math.ceil(size / 2);
      }
    }
  });
}
