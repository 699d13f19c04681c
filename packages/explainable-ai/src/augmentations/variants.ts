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
 * Makes a chunk's variants of its samples; called inside `tidy`, the first variants of all samples first, then the next.
 * The same variant of different samples is made in the same way, so that a batch gives the numbers of its samples.
 */
export type Augment = (samples: Tensor, chunk: Chunk) => Variants;
