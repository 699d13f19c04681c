import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** What there is to learn, and how. */
export interface Fitting {
  /** How many rows there are. */
  readonly count: number;
  /** The inputs and targets at some indices. */
  batch(indices: number[]): [Tensor, Tensor];
  loss(targets: Tensor, outputs: Tensor): Scalar;
  readonly epochs: number;
  readonly batchSize?: number;
  readonly rate?: number;
  /** A stream of numbers in [0, 1), which decides the order of the rows. */
  random(): number;
  afterEpoch?(done: number): void;
}

export function fit(model: LayersModel, fitting: Fitting): void;
export function crossEntropy(classes: number): (labels: Tensor, logits: Tensor) => Scalar;
