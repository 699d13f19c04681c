import { wrongValue } from '../messages/wrong-value';
import { eagerExecutor } from './eager-executor';
import type { Executor } from './executor';

/** Where all copies of this package in a program find the executor that was chosen for all analyses. */
const key = Symbol.for('xai-base/executor');
const shared = globalThis as { [key]?: Executor | undefined };

/**
 * Chooses who runs the programs of all analyses and predictions from now on that name no executor themselves. `{ executor: eagerExecutor }` among the options of
 * an analysis runs that one op by op all the same.
 *
 * @param executor none, if TensorFlow.js is to run programs op by op again
 * @throws {ValueError} for what is no executor
 *
 * @example
 * ```ts
 * useExecutor({ name: 'mine', run: (program, inputs) => eagerExecutor.run(program, inputs) });
 * chosenExecutor()?.name; // => 'mine'
 * useExecutor(undefined);
 * ```
 */
export function useExecutor(executor: Executor | undefined): void {
  if (executor !== undefined && typeof executor?.run !== 'function') {
    const expected = 'an Executor, such as eagerExecutor, or undefined';
    throw wrongValue('executor', executor, expected);
  }
  shared[key] = executor;
}

/**
 * Who runs the programs of an analysis: whom it names, else whom {@link useExecutor} has chosen; nobody where TensorFlow.js is to run them op by op.
 *
 * @example
 * ```ts
 * chosenExecutor(eagerExecutor); // => eagerExecutor
 * chosenExecutor(); // => undefined
 * ```
 */
export function chosenExecutor(named?: Executor): Executor | undefined {
  return named ?? shared[key];
}

/**
 * Whether an executor compiles programs, for each shape of their inputs anew, instead of running them op by op.
 *
 * @example
 * ```ts
 * compiles(eagerExecutor); // => false
 * ```
 */
export function compiles(executor: Executor | undefined): executor is Executor {
  return executor !== undefined && executor.name !== eagerExecutor.name; // another copy of this package has an object of its own
}
