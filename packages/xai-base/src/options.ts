import { AbortError, ValueError } from './errors';
import type { Executor } from './execution/executor';

/** How far an analysis is, in units of model evaluations (samples, not batches). */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** The options that every analysis takes; methods may add their own. */
export interface AnalyzeOptions {
  /** Aborts the analysis between two batches; the promise then rejects with an {@link AbortError}. */
  signal?: AbortSignal;
  /** Called after each batch. */
  onProgress?: (progress: Progress) => void;
  /** How many samples run through the model at once. Memory grows with it; the numbers do not depend on it. */
  batchSize?: number;
  /** An integer that makes methods that draw random numbers repeatable. */
  seed?: number;
  /** Who runs the methods' programs; eager execution on the current TensorFlow.js backend by default. */
  executor?: Executor;
}

/**
 * Checks the options that all methods share.
 *
 * @throws {ValueError} for a batch size or a seed that is no (positive) integer
 * @throws {AbortError} when the signal has already fired
 */
export function checkOptions({ batchSize, seed, signal, executor, onProgress }: AnalyzeOptions): void {
  if (batchSize !== undefined) checkPositiveInteger('batchSize', batchSize);
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw new ValueError(`seed is ${seed}; expected an integer.`, { argument: 'seed', value: seed });
  }
  if (executor !== undefined && typeof executor.run !== 'function') {
    throw new ValueError('executor has no run method; expected an Executor.', {
      argument: 'executor',
      value: executor,
    });
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new ValueError('onProgress is not a function.', { argument: 'onProgress', value: onProgress });
  }
  throwIfAborted(signal);
}

/** @throws {AbortError} when the signal has fired */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) throw new AbortError('The analysis was aborted.', { cause: signal.reason });
}

/** @throws {ValueError} when `value` is not an integer of at least 1 */
export function checkPositiveInteger(argument: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    const expected = 'an integer of at least 1';
    throw new ValueError(`${argument} is ${value}; expected ${expected}.`, { argument, value, expected });
  }
}
