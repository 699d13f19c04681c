import type { Tensor } from '@tensorflow/tfjs-core';
import type { Chunk } from '../execution/for-each-chunk';

/** Some of the augmented variants of some of the samples. */
export interface Variants {
  /** `[samples * count, ...]`: all variants of the first sample, then all of the second, ... */
  readonly points: Tensor;
  /** What the explanations of the points are multiplied by, if anything; of the shape of the points. */
  readonly scale?: Tensor;
}

/**
 * Makes the numbers of a chunk that its variants differ by, such as the places on a way, or noise: small tensors. Called inside `tidy`, the first
 * variants of all samples first, then the next. They are the same for the same variant of different samples, so that a batch gives the numbers of its samples.
 */
export type VariantNumbers = (samples: Tensor, chunk: Chunk) => Tensor[];
