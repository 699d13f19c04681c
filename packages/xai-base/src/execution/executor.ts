import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * A pure program of TensorFlow.js ops: tensors in, tensors out, no value read inside. Keep one function object per
 * program: an executor that compiles may remember what it compiled by it.
 */
export type Program = (...inputs: Tensor[]) => Tensor[];

/** Runs programs: eagerly, or compiled for another engine. */
export interface Executor {
  readonly name: string;
  /**
   * @param program the program
   * @param inputs its inputs, which stay the caller's
   * @returns the program's outputs, which belong to the caller; nothing else stays allocated
   */
  run(program: Program, inputs: readonly Tensor[]): Promise<Tensor[]>;
  /** An executor of the same kind for a piece of work; what it keeps of programs goes with it. Left out by one that keeps nothing. */
  scope?(): ExecutorScope;
}

/** An executor for a piece of work. */
export interface ExecutorScope extends Executor {
  /** Frees what is kept of the programs that were run. */
  dispose(): Promise<void>;
}
