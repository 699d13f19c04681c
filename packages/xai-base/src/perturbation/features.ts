import { wrongValue } from '../messages/wrong-value';

/** One sample of a batch, on the host. */
export interface Sample {
  /** Row-major. */
  readonly values: Float32Array | Int32Array | Uint8Array;
  /** Without the batch: `[height, width, channels]`, `[time, channels]`, `[columns]`. */
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  /** Whether NaN stands for a missing value that the model takes. */
  readonly missingValues?: boolean;
}

/** A row of model input that is being written. */
export type Row = Float32Array | Int32Array | Uint8Array;

/**
 * The arrays of rows, by type.
 *
 * @example
 * ```ts
 * new rowArrays.int32(2); // => [0, 0]
 * ```
 */
export const rowArrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/**
 * Floats that are mixed with one reference: an element of the model's input is `hidden + kept[owner] * (value - hidden)`. All of them are finite.
 */
export interface Mixture {
  /** The elements when every feature is kept. */
  readonly values: Row;
  /** The elements when every feature is hidden. */
  readonly hidden: Row;
  /** The feature of each element; -1 for those that stay. */
  readonly owners: ArrayLike<number>;
}

/** The features of one sample: what can be hidden, and what the model sees when it is. */
export interface Features {
  /** How many there are. */
  readonly count: number;
  /** Their names, where they have some. */
  readonly names?: readonly string[];
  /** The type of the model's input. */
  readonly dtype: Sample['dtype'];
  /** The weights, with sum 1, of the references that stand in for hidden features; a value is the mean over them. */
  readonly referenceWeights: ArrayLike<number>;
  /** The shape of an attribution for this sample, without the batch. */
  readonly shape: readonly number[];
  /**
   * Writes what the model sees.
   *
   * @param kept one number a feature: 1 keeps it, 0 hides it, what is between mixes
   * @param reference which of the references stands in for hidden features
   * @param row the model's input for one sample, row-major
   */
  write(kept: ArrayLike<number>, reference: number, row: Row): void;
  /** What is mixed, where the model's input is a linear mixture: operations beside the model can make it then, and not `write`. */
  readonly mixture?: Mixture;
  /** Lays a value for each feature out in `shape`, row-major. */
  spread(values: ArrayLike<number>): Float32Array;
  /** Whether hiding a feature changes anything; features that are alike in all references need no evaluation. */
  varies?(feature: number): boolean;
  /** Which feature each place of `shape` belongs to, for pictures; left out when each place is a feature. */
  readonly segments?: Int32Array;
}

/**
 * How samples are taken apart: which features there are, and how a coalition of them becomes a model input. One method
 * to write; every explainer of model-agnostic works with it.
 */
export interface Perturbation {
  /**
   * The features of one sample.
   *
   * @param signal ends long work when it fires
   */
  features(sample: Sample, signal?: AbortSignal): Features | Promise<Features>;
}

/**
 * Checks what is given as a perturbation.
 *
 * @throws {ValueError} for what is none
 *
 * @example
 * ```ts
 * checkPerturbation(new Columns()); // throws nothing
 * ```
 */
export function checkPerturbation(perturbation: unknown): void {
  if (perturbation === undefined || typeof (perturbation as Perturbation | null)?.features === 'function') return;
  throw wrongValue('perturbation', perturbation, 'an object with features(sample), such as new Columns()');
}

/**
 * What extras say of features: their names, the regions of an image `[height, width]`, and which columns belong to each, where these are not
 * features themselves.
 *
 * @example
 * ```ts
 * const sample = { values: new Float32Array([1, 2, 3]), shape: [3], dtype: 'float32' as const };
 * const features = await new Columns({ groups: [[0, 2], [1]], names: ['size', 'weight'] }).features(sample);
 * describeFeatures(features).featureNames; // => ['size', 'weight']
 * describeFeatures(features).groups; // => [[0, 2], [1]]
 * ```
 */
export function describeFeatures({ names, segments, shape, count }: Features): {
  featureNames?: string[];
  segments?: { shape: number[]; values: Int32Array };
  groups?: number[][];
} {
  const isGrouped = shape.length === 1 && segments?.some((feature, place) => feature !== place);
  return {
    ...(names ? { featureNames: [...names] } : {}),
    ...(segments && shape.length === 3 ? { segments: { shape: [shape[0], shape[1]], values: segments } } : {}),
    ...(segments && isGrouped ? { groups: membersOf(segments, count) } : {}),
  };
}

function membersOf(owners: Int32Array, count: number): number[][] {
  const members = Array.from({ length: count }, (): number[] => []);
  for (const [place, feature] of owners.entries()) if (feature >= 0) members[feature].push(place);
  return members;
}
