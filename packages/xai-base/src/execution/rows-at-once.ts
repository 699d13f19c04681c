import { chosenExecutor, compiles } from './chosen-executor';
import type { Executor } from './executor';

/** How many samples an evaluation takes at once, and with how many rows it does. */
export interface RowsAtOnce {
  /** The samples of a batch; the last one has what is left. */
  readonly batchSize: number;
  /** How many rows the model is given for that many samples, at least as many: those in excess are filled with anything. */
  room(samples: number): number;
}

/**
 * Batches for evaluations of many variants of a sample: many small ones at once, few large ones, as neither speed nor memory gains by more. An executor compiles
 * for each number of rows, so what is left for the last batch is rounded up to a multiple of an eighth of a batch, or a power of two: there are few numbers.
 *
 * @param size how many elements a sample has
 * @param options `batchSize`, where the caller chose one, and `executor`, if it is not the chosen one
 *
 * @example
 * ```ts
 * rowsAtOnce(784, {}).batchSize; // => 64
 * const compiling = { name: 'mine', run: eagerExecutor.run };
 * const { batchSize, room } = rowsAtOnce(784, { executor: compiling });
 * batchSize; // => 128
 * [1, 3, 99, 128].map(room); // => [1, 4, 112, 128]
 * ```
 */
export function rowsAtOnce(
  size: number,
  { batchSize: chosen, executor }: { batchSize?: number; executor?: Executor },
): RowsAtOnce {
  const isCompiled = compiles(chosenExecutor(executor));
  const [most, elements] = isCompiled ? [128, 2 ** 20] : [64, 2 ** 18]; // a graph has work for several cores then
  const batchSize = chosen ?? Math.min(most, Math.max(1, Math.floor(elements / size)));
  if (!isCompiled) return { batchSize, room: (samples) => samples };
  const step = Math.max(1, Math.floor(batchSize / 8));
  return {
    batchSize,
    room(samples) {
      const least = Math.min(2 ** Math.ceil(Math.log2(samples)), Math.ceil(samples / step) * step);
      return Math.min(batchSize, least);
    },
  };
}
