import { AbortError, ValueError } from './errors';
import type { Executor } from './execution/executor';
import type { FurtherInputs } from './further-inputs/further-inputs';
import { checkKeys } from './messages/check-keys';
import { describeValue } from './messages/describe-value';
import { wrongValue } from './messages/wrong-value';

/** How far an analysis is, in units of model evaluations (samples, not batches). */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** The options that every analysis takes; methods may add their own. */
export interface AnalyzeOptions {
  /** Aborts the analysis between two batches; the promise then rejects with an {@link AbortError}. */
  signal?: AbortSignal | undefined;
  /** Called after each batch. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** How many samples run through the model at once. Memory grows with it; the numbers do not depend on it. */
  batchSize?: number | undefined;
  /** An integer that makes methods that draw random numbers repeatable. */
  seed?: number | undefined;
  /** Who runs the methods' programs: by default whom `useExecutor` has chosen, such as `useNative` of xai-native does, and else the current TensorFlow.js backend, op by op. */
  executor?: Executor | undefined;
  /**
   * The inputs of a model besides the explained one: tensors by the names of the inputs, or in their order without the explained one, which
   * is the one that is not named (the first, of a list). Each has a row a sample, or one row for all.
   */
  furtherInputs?: FurtherInputs | undefined;
}

const names: Record<keyof AnalyzeOptions, true> = {
  signal: true,
  onProgress: true,
  batchSize: true,
  seed: true,
  executor: true,
  furtherInputs: true,
};

/** The names of the options that every analysis takes. */
export const analyzeOptionNames: readonly string[] = Object.keys(names);

/**
 * Checks the options of an analysis.
 *
 * @param more the names of the options that the method adds to those that all methods share
 * @param owner the method's name, for the message
 * @throws {ValueError} for an option that does not exist, one of the wrong type, or a batch size below 1
 * @throws {AbortError} when the signal has already fired
 *
 * @example
 * ```ts
 * checkOptions({ batchSize: 16, seed: 42 }); // throws nothing
 * ```
 */
export function checkOptions(options: AnalyzeOptions, more: readonly string[] = [], owner = 'analyze'): void {
  checkKeys(options, [...analyzeOptionNames, ...more], owner);
  const { batchSize, seed, signal, executor, onProgress } = options;
  if (batchSize !== undefined) checkPositiveInteger('batchSize', batchSize);
  checkOption('seed', seed, Number.isSafeInteger(seed), 'an integer');
  checkOption('signal', signal, typeof signal?.aborted === 'boolean', 'an AbortSignal, such as controller.signal');
  checkOption('executor', executor, typeof executor?.run === 'function', 'an Executor, such as eagerExecutor');
  checkOption('onProgress', onProgress, typeof onProgress === 'function', 'a function ({ done, total }) => void');
  throwIfAborted(signal);
}

function checkOption(argument: string, value: unknown, isValid: boolean, expected: string): void {
  if (value === undefined || isValid) return;
  throw wrongValue(argument, value, expected);
}

/**
 * Those of a method's settings that are options of the analysis.
 *
 * @param more the names of the options that the method adds to those that all methods share
 *
 * @example
 * ```ts
 * sharedOptions({ samples: 50, seed: 42 }); // => ({ seed: 42 })
 * ```
 */
export function sharedOptions<Settings extends AnalyzeOptions>(
  settings: Settings,
  more: readonly string[] = [],
): AnalyzeOptions {
  const names = [...analyzeOptionNames, ...more];
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
}

/**
 * Ends a piece of work whose signal has fired; to be called between two batches.
 *
 * @throws {AbortError} when the signal has fired; its `cause` is the signal's reason
 *
 * @example
 * ```ts
 * throwIfAborted(new AbortController().signal); // not aborted: throws nothing
 * ```
 */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) throw new AbortError('The analysis was aborted.', { argument: 'signal', cause: signal.reason });
}

/**
 * Checks a count: of samples, steps, features.
 *
 * @param argument its name, for the message
 * @throws {ValueError} when `value` is not an integer of at least 1
 *
 * @example
 * ```ts
 * checkPositiveInteger('steps', 50); // throws nothing
 * ```
 */
export function checkPositiveInteger(argument: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  const expected = 'an integer of at least 1';
  const given = typeof value === 'number' || typeof value === 'string' ? String(value) : describeValue(value);
  throw new ValueError(`${argument} is ${given}; expected ${expected}.`, { argument, value, expected });
}
