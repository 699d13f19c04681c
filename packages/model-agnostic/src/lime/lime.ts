import type { Sample } from 'xai-base';
import type { Turn } from '../evaluation/turn';
import type { ModelSource } from '../onnx-file';
import { defaultPerturbation } from '../perturbation/default-perturbation';
import { PerturbationAnalyzer, type SampleAttribution, type SampleTask } from '../perturbation-analyzer';
import { checkLIMESettings, type LIMESettings } from './lime-settings';
import { checkWeights, distancesOf, kernelWeights, medianDistance } from './neighbor-weights';
import { maskedNeighborSource } from './neighbors/masked-neighbors';
import type { NeighborSource, Neighbors } from './neighbors/neighbors';
import { tableNeighborSource } from './neighbors/table-neighbors';
import { fitSurrogate } from './surrogate/fit-surrogate';

declare module 'xai-base' {
  interface ExplanationExtras {
    /** What the surrogate says where every feature is hidden, for each sample. */
    readonly intercept?: number[];
    /** How much of the model's variation the surrogate explains (R squared, weighted), for each sample. */
    readonly score?: number[];
  }
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
 * `localPrediction`; `seed`, and the `unit`, that of the output.
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
    model: ModelSource,
    private readonly settings: LIMESettings = {},
  ) {
    super(model, settings);
    checkLIMESettings(settings);
    this.neighborsOf = settings.neighborSource ?? sourceOf(settings);
  }

  protected async attribute(task: SampleTask): Promise<SampleAttribution[]> {
    const { sample, evaluator, targets } = task;
    const neighbors = await this.neighborsOf(sample, this.settings.samples ?? 1000, task.random, task.signal);
    evaluator.begin(neighbors.rows);
    const values = targets.map(() => new Float64Array(neighbors.count));
    await neighbors.evaluate(evaluator, (row, outputs) => {
      targets.forEach((weights, target) => {
        for (let c = 0; c < weights.length; c++) if (weights[c] !== 0) values[target][row] += weights[c] * outputs[c];
      });
    });
    const weights = await this.weightsOf(neighbors, sample, evaluator.turn);
    const { data, features, names: featureNames, segments, groups } = neighbors;
    const found: SampleAttribution[] = [];
    for (const row of values) {
      const surrogate = await fitSurrogate({ data, features, targets: row, weights }, this.settings, evaluator.turn);
      const { coefficients: featureValues, intercept, score, localPrediction } = surrogate;
      found.push({
        val: neighbors.spread(featureValues),
        measures: {
          featureValues,
          intercept,
          score,
          localPrediction,
          ...(featureNames ? { featureNames: [...featureNames] } : {}),
          ...(segments ? { segments } : {}),
          ...(groups ? { groups } : {}),
        },
      });
    }
    return found;
  }

  private async weightsOf(neighbors: Neighbors, sample: Sample, turn: Turn): Promise<Float64Array> {
    const { trainingData, regularization = 1 } = this.settings;
    const { distance = trainingData ? 'euclidean' : 'cosine' } = this.settings;
    const { distanceOn = distance === 'dtw' ? 'inputs' : 'features' } = this.settings;
    const distances = await distancesOf(neighbors, sample, distance, distanceOn, turn);
    const standard = trainingData && distanceOn === 'features' ? 0.75 * Math.sqrt(neighbors.features) : undefined;
    const scale = standard ?? (distance === 'cosine' ? 0.25 : medianDistance(distances));
    const { kernelWidth = scale } = this.settings;
    const weights = kernelWeights(distances, kernelWidth);
    checkWeights(neighbors, { weights, distances }, { kernelWidth, regularization });
    return weights;
  }
}

/** The neighbours that fit the settings and the kind of sample. */
function sourceOf(settings: LIMESettings): NeighborSource {
  const { trainingData, perturbation, sampling = 'coin' } = settings;
  if (trainingData && !perturbation) return tableNeighborSource({ ...settings, trainingData });
  return (sample, count, random, signal) => {
    const parts = perturbation ?? defaultPerturbation(sample, settings, 'segment mean');
    return maskedNeighborSource(parts, sampling)(sample, count, random, signal);
  };
}
