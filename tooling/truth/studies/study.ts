import type { Tensor } from '@tensorflow/tfjs-core';
import type { Model, Perturbation } from 'xai-base';
import type { EvaluationBatch, Metric, PlainTable } from 'xai-metrics';
import type { Modality } from 'xai-recipes';

/** The chapters of the page. */
export type Chapter = 'tetrominoes' | 'large tetrominoes' | 'tables' | 'words' | 'series' | 'decoys' | 'digits';

/** A model that is ready to be explained. */
export interface Prepared {
  readonly model: Model & { dispose?(): unknown };
  /** Of samples that were held out. */
  readonly accuracy: number;
}

/** Every method on one benchmark, by one or more models. */
export interface Study {
  readonly name: string;
  readonly chapter: Chapter;
  readonly modality: Modality;
  /** The shape of a sample. */
  readonly shape: readonly number[];
  /** How many samples are explained, at most. */
  readonly samples: number;
  /** Some samples, in batches that are freed one after the other; it can be gone through again. */
  data(count: number): Iterable<EvaluationBatch | Tensor>;
  readonly models: Readonly<Record<string, () => Promise<Prepared>>>;
  readonly metrics: readonly Metric[];
  /** Of images: what there is between black and white; 1 otherwise. */
  readonly contrast: number;
  readonly perturbation: Perturbation;
  readonly draws: number;
}

/** What a study found by one of its models. */
export interface Finding {
  readonly name: string;
  readonly chapter: Chapter;
  readonly model: string;
  readonly accuracy: number;
  readonly table: PlainTable;
}
