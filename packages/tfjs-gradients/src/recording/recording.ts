import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';

/** A tensor that a recorded function computed, or took. */
export interface RecordedValue {
  /** The tensor, which lives as long as the recording. */
  readonly tensor: Tensor;
  /** Whether it depends on the function's inputs by differentiable operations. */
  readonly isLive: boolean;
  /** What it was called while it was recorded, and the order of axes in which the name's owner sees it, see {@link nameTensor}. */
  readonly names: ReadonlyMap<string, readonly number[] | undefined>;
}

/** An operation of a recorded function, at least one of whose inputs is live. */
export interface RecordedOperation {
  /** The kernel, such as `MatMul`; of an operation of several kernels that brings its own gradient, its name, such as `fusedConv2d__op`. */
  readonly kernel: string;
  /** The inputs, by the names that the kernel has for them. */
  readonly inputs: Readonly<Record<string, RecordedValue>>;
  readonly outputs: readonly RecordedValue[];
  readonly attributes: NamedAttrMap;
  /**
   * The gradients of the inputs, each computed when it is asked for; to be called within `tidy`.
   *
   * @param cotangents those of the outputs; undefined stands for zeros
   * @throws MissingGradientError when the operation has none
   */
  gradients(cotangents: readonly (Tensor | undefined)[]): Readonly<Record<string, () => Tensor>>;
}

/**
 * A function as it ran once: the operations that lead from its inputs to its output, in their order. It is the graph that methods walk which treat each operation
 * by a rule of its own; it is here, and not with the methods, as it knows operations and their gradients alone.
 */
export interface Recording {
  readonly inputs: readonly RecordedValue[];
  readonly operations: readonly RecordedOperation[];
  readonly output: RecordedValue;
  /** Frees what was recorded. */
  dispose(): void;
}
