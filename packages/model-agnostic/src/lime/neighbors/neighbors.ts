import type { RandomStream, Row, Sample } from 'xai-base';
import type { Evaluator } from '../../evaluation/evaluator';
import type { HostValues } from '../../perturbation-analyzer';

/** The neighbours of a sample, on which {@link LIME} fits its surrogate. */
export interface Neighbors {
  readonly count: number;
  readonly features: number;
  /** What the surrogate sees, `[count, features]`, row-major; row 0 is the sample itself. */
  readonly data: Float64Array;
  /** Writes what the model sees. */
  write(index: number, row: Row): void;
  /** Evaluates the model on all of them, in order. */
  evaluate(evaluator: Evaluator, take: (index: number, outputs: ArrayLike<number>) => void): Promise<void>;
  /** How many rows of input that takes. */
  readonly rows: number;
  /** Lays out a value for each feature as an attribution. */
  spread(values: ArrayLike<number>): HostValues;
  /** A name for each feature. */
  readonly names?: readonly string[];
  /** The regions of an image. */
  readonly segments?: HostValues;
  /** The columns of each feature, where these are not features themselves. */
  readonly groups?: readonly (readonly number[])[];
}

/** Draws neighbours of a sample. */
export type NeighborSource = (
  sample: Sample,
  count: number,
  random: RandomStream,
  signal?: AbortSignal,
) => Promise<Neighbors>;
