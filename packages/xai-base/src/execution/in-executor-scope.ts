import { chosenExecutor } from './chosen-executor';
import type { Executor } from './executor';

/**
 * Does a piece of work whose programs nobody runs afterwards, such as an explanation of a model that has other weights for a moment: what an executor compiled
 * for it is freed when it is done, also when it fails, and not only when too much is kept.
 *
 * @param options of the work, with the executor that the caller asks for, if any
 * @param work given these options, with an executor of its own
 *
 * @example
 * ```ts
 * const ones = tf.ones([2]);
 * const double = (x: tf.Tensor) => [tf.mul(x, 2)];
 * await inExecutorScope({ executor: eagerExecutor }, async ({ executor }) => (await executor.run(double, [ones]))[0]); // => [2, 2]
 * ```
 */
export async function inExecutorScope<Options extends { readonly executor?: Executor | undefined }, T>(
  options: Options,
  work: (own: Options) => Promise<T>,
): Promise<T> {
  const executor = chosenExecutor(options.executor)?.scope?.();
  try {
    return await work(executor ? { ...options, executor } : options);
  } finally {
    await executor?.dispose();
  }
}
