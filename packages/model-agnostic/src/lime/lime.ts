import type { Tensor } from '@tensorflow/tfjs-core';
import { checkPositiveInteger, type Model, ValueError } from 'xai-base';
import { defaultPerturbation } from '../perturbation/default-perturbation';
import { type Perturbation, type Sample, sizeOf } from '../perturbation/features';
import type { HideBy } from '../perturbation/superpixels';
import {
  PerturbationAnalyzer,
  type SampleAttribution,
  type SampleTask,
  type SharedSettings,
} from '../perturbation-analyzer';
import type { Segmenter } from '../segmentation/segmenter';
import { type Distance, distanceFunction } from './distances';
import type { Discretizer } from './neighbors/discretizer';
import { type MaskSampling, maskedNeighborSource } from './neighbors/masked-neighbors';
import type { NeighborSource, Neighbors } from './neighbors/neighbors';
import { tableNeighborSource } from './neighbors/table-neighbors';
import { fitSurrogate, type SurrogateSettings } from './surrogate/fit-surrogate';
import { selections } from './surrogate/select';

/** Settings of {@link LIME}. */
export interface LIMESettings extends SharedSettings, SurrogateSettings {
  /** How many neighbours are evaluated, the sample itself included; 1000 by default. */
  samples?: number;
  /** What divides images into superpixels. */
  segmenter?: Segmenter;
  /** What stands in for hidden features: for images the mean colour of each superpixel, for series their mean, else 0 by default. */
  background?: HideBy;
  /** Which features there are, instead of `segmenter` and `background`. */
  perturbation?: Perturbation;
  /** How masks are drawn; `'coin'` by default. */
  sampling?: MaskSampling;
  /** For tables: rows `[rows, columns]` to draw neighbours like. Without it, columns are hidden by the background. It stays the caller's. */
  trainingData?: Tensor;
  /** For tables with training data: the columns that hold categories. */
  categorical?: readonly number[];
  /** For tables with training data: how other columns are divided into bins; `'quartile'` by default. */
  discretizer?: Discretizer;
  /** For tables with training data: whether columns without bins vary around the row; else around their mean. */
  aroundSample?: boolean;
  /** For tables: the names of the columns. */
  featureNames?: readonly string[];
  /** Neighbours of another kind. */
  neighborSource?: NeighborSource;
  /** How far a neighbour is away; `'cosine'` by default, `'euclidean'` for tables with training data. */
  distance?: Distance;
  /** What the distance compares: features (what the surrogate sees) or the model's inputs. Inputs by default for `'dtw'`, else features. */
  distanceOn?: 'features' | 'inputs';
  /** The width of the kernel `sqrt(exp(-distance^2 / width^2))`: 0.25 by default, for tables with training data `0.75 sqrt(columns)`. */
  kernelWidth?: number;
}

/**
 * A linear model that says about the same as the explained one near the sample: a ridge regression on what the model
 * says of random neighbours, which weigh `sqrt(exp(-distance^2 / kernelWidth^2))`. A feature gets its coefficient.
 *
 * Images: superpixels, hidden by their mean colour. Series: segments of time. Tables with `trainingData`: columns in bins, whether a
 * neighbour is in the row's bin; anything else: elements, there or hidden.
 *
 * `val` is `[batch, height, width, 1]` for images, else of the input's shape. `extras`, an entry a sample: `featureValues`
 * (a coefficient a feature, in float64), `featureNames`, `intercept`, `score` (how well the surrogate fits, 1 being exact),
 * `localPrediction`; and `seed`.
 *
 * @see M. T. Ribeiro, S. Singh, C. Guestrin: "Why Should I Trust You?": Explaining the Predictions of Any Classifier (2016)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.matMul(x, tf.tensor2d([[3], [-1]]));
 * const lime = new LIME(model, { samples: 200, regularization: 0, seed: 1 });
 * (await analyze(tf.tensor2d([[1, 2]]), lime)).val; // => [[3, -2]]
 * ```
 */
export class LIME extends PerturbationAnalyzer {
  readonly name = 'LIME';
  private readonly neighborsOf: NeighborSource;

  /**
   * @throws {ModelError} when `model` is none
   * @throws {ValueError} for settings outside their range
   */
  constructor(
    model: Model,
    private readonly settings: LIMESettings = {},
  ) {
    super(model, settings);
    const { samples = 1, numFeatures = 1, kernelWidth = 1, regularization = 0 } = settings;
    checkPositiveInteger('samples', samples);
    checkPositiveInteger('numFeatures', numFeatures);
    check('kernelWidth', kernelWidth, kernelWidth > 0, 'a number above 0');
    check('regularization', regularization, regularization >= 0, 'a number of at least 0');
    const { featureSelection = 'auto' } = settings;
    const names = Object.keys(selections);
    check('featureSelection', featureSelection, names.includes(featureSelection), `one of ${names.join(', ')}`);
    this.neighborsOf = settings.neighborSource ?? sourceOf(settings);
  }

  protected async attribute(task: SampleTask): Promise<SampleAttribution[]> {
    const { sample, evaluator, targets } = task;
    const neighbors = await this.neighborsOf(sample, this.settings.samples ?? 1000, task.random);
    evaluator.begin(neighbors.rows);
    const values = targets.map(() => new Float64Array(neighbors.count));
    await neighbors.evaluate(evaluator, (row, outputs) => {
      targets.forEach((weights, target) => {
        for (let c = 0; c < weights.length; c++) if (weights[c] !== 0) values[target][row] += weights[c] * outputs[c];
      });
    });
    const weights = this.weightsOf(neighbors, sample);
    const { data, features, names: featureNames, segments } = neighbors;
    return values.map((row) => {
      const surrogate = fitSurrogate({ data, features, targets: row, weights }, this.settings);
      const { coefficients: featureValues, intercept, score, localPrediction } = surrogate;
      return {
        val: neighbors.spread(featureValues),
        measures: {
          featureValues,
          intercept,
          score,
          localPrediction,
          ...(featureNames ? { featureNames: [...featureNames] } : {}),
          ...(segments ? { segments } : {}),
        },
      };
    });
  }

  private weightsOf(neighbors: Neighbors, sample: Sample): Float64Array {
    const { trainingData } = this.settings;
    const { distance = trainingData ? 'euclidean' : 'cosine' } = this.settings;
    const { kernelWidth = trainingData ? 0.75 * Math.sqrt(neighbors.features) : 0.25 } = this.settings;
    const { distanceOn = distance === 'dtw' ? 'inputs' : 'features' } = this.settings;
    return kernelWeights(distancesOf(neighbors, sample, distance, distanceOn), kernelWidth);
  }
}

/** The distance of each neighbour from the sample, row 0. */
export function distancesOf(
  { count, features, data, write }: Neighbors,
  sample: Sample,
  distance: Distance,
  on: 'features' | 'inputs',
): Float64Array {
  const between = distanceFunction(distance);
  const row = new Float32Array(sizeOf(sample.shape));
  const channels = sample.shape.length === 2 ? sample.shape[1] : 1;
  return Float64Array.from({ length: count }, (_, index) => {
    if (on === 'features')
      return between(data.subarray(index * features, (index + 1) * features), data.subarray(0, features), 1);
    write(index, row);
    return between(row, sample.values, channels);
  });
}

/** `sqrt(exp(-distance^2 / width^2))` */
export function kernelWeights(distances: Float64Array, width: number): Float64Array {
  return distances.map((distance) => Math.sqrt(Math.exp(-(distance ** 2) / width ** 2)));
}

/** The neighbours that fit the settings and the kind of sample. */
function sourceOf(settings: LIMESettings): NeighborSource {
  const { trainingData, perturbation, sampling = 'coin' } = settings;
  if (trainingData && !perturbation) return tableNeighborSource({ ...settings, trainingData });
  return (sample, count, random) => {
    const parts = perturbation ?? defaultPerturbation(sample, settings, 'segment mean');
    return maskedNeighborSource(parts, sampling)(sample, count, random);
  };
}

function check(argument: string, value: unknown, isValid: boolean, expected: string): void {
  if (isValid) return;
  throw new ValueError(`${argument} is ${String(value)}; expected ${expected}.`, { argument, value, expected });
}
