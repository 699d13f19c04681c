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

/** Makes the variants of samples `[samples, ...]` from their numbers, as a pure program of TensorFlow.js ops. */
export type MakeVariants = (samples: Tensor, numbers: readonly Tensor[]) => Variants;

/** A series of variants of each sample. */
export interface Series {
  /** What each variant counts in the sum. */
  readonly weights: readonly number[];
  readonly numbersOf: VariantNumbers;
}

/** The explanations of the variants, put together. */
export interface VariantsSum {
  /** Their weighted sum, `[batch, ...]`. */
  readonly sum: Tensor;
  /** What the explanation says besides, such as where the cells of a class activation map look. */
  readonly extras?: Readonly<Record<string, unknown>>;
}
