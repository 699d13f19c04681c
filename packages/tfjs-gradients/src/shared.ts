import type { DataId, KernelBackend, NamedAttrMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** What was computed from some data, by name. */
export type DerivedData = Map<string, TensorInfo>;

/** What all copies of this package in a program share. */
export interface SharedState {
  /** The attributes of fused operations by the data of their outputs. */
  attributes: WeakMap<object, { kernelName: string; attributes: NamedAttrMap }>;
  /** What was computed from data and is kept with it, by backend and by that data. */
  derived: WeakMap<KernelBackend, WeakMap<DataId, DerivedData>>;
  /** The shape in which data was last the second factor of a matrix product on wasm. */
  factorShapes: WeakMap<object, string>;
  /** The backends whose own kernels compute the input gradients of strided convolutions. */
  ownKernels: WeakSet<KernelBackend>;
  /** How many running `withGradients` replace the gradient of an operation. */
  replaced: Map<string, number>;
  /** Who records what is computed, and hears of the names of tensors. */
  recorders: { name(tensor: Tensor, name: string, order?: readonly number[]): void }[];
}

const key = Symbol.for('tfjs-gradients/state/3');

/** The shared state, made when it is first asked for. */
export function shared(): SharedState {
  const holder = globalThis as { [key]?: SharedState };
  holder[key] ??= {
    attributes: new WeakMap(),
    derived: new WeakMap(),
    factorShapes: new WeakMap(),
    ownKernels: new WeakSet(),
    replaced: new Map(),
    recorders: [],
  };
  return holder[key];
}
