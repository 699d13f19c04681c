import type { NamedAttrMap } from '@tensorflow/tfjs-core';

/** What all copies of this package in a program share. */
export interface SharedState {
  /** The attributes of fused operations by the data of their outputs. */
  attributes: WeakMap<object, { kernelName: string; attributes: NamedAttrMap }>;
  /** The shape in which data was last the second factor of a matrix product on wasm. */
  factorShapes: WeakMap<object, string>;
  /** How many running `withGradients` replace the gradient of an operation. */
  replaced: Map<string, number>;
}

const key = Symbol.for('tfjs-gradients/state/1');

/** The shared state, made when it is first asked for. */
export function shared(): SharedState {
  const holder = globalThis as { [key]?: SharedState };
  holder[key] ??= { attributes: new WeakMap(), factorShapes: new WeakMap(), replaced: new Map() };
  return holder[key];
}
