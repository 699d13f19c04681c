import type { Tensor } from '@tensorflow/tfjs-core';
import type { Model } from 'xai-base';
import type { EvaluationBatch, Metric } from 'xai-metrics';
import type { TrainingOptions } from 'xai-metrics/networks';
import type { Hiding, Modality } from 'xai-recipes';

/** A model of a case, and the share of other samples that it reads right. */
export interface KnownModel {
  readonly model: Model;
  readonly accuracy: number;
  dispose(): void;
}

/** Samples of which it is known what tells their class, and a model that reads them. */
export interface KnownCase {
  /** Such as `linear white, CNN`. */
  readonly name: string;
  readonly modality: Modality;
  /** Of a sample. */
  readonly shape: readonly number[];
  /** White minus black, of images. */
  readonly contrast: number;
  /** What LIME and KernelSHAP hide; by the rank of the input if left out. */
  readonly hiding?: Hiding;
  readonly metrics: readonly Metric[];
  /** How many evaluations, each with a step back, it takes the model to learn, at least. */
  readonly training: number;
  /** Some samples in batches, which are freed one after the other. */
  data(count: number, batchSize: number): Iterable<EvaluationBatch>;
  /** What inputs are compared with, `[1, ...]`, the caller's; zeros if left out. */
  background?(): Tensor;
  /** A model like the one that is judged, before it has learned. */
  untrained(): KnownModel;
  trained(options: TrainingOptions): Promise<KnownModel>;
}
