import { checkPositiveInteger, inExecutorScope } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { explainRows } from '../task/explained-rows';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import type { Samples } from '../task/samples';
import { randomizable } from './shared/explain-with';
import { allStages, checkRandomisation, type GivenWeights, stagesOf } from './shared/randomized-weights';

/** The settings of {@link EfficientMPRT}. */
export interface EfficientMPRTSettings {
  /** How many bins the histogram of the attributions of a sample has; 100 by default. */
  bins?: number;
  /** New weights, in the place of drawn ones. */
  weights?: GivenWeights;
}

/** What {@link EfficientMPRT} says of a batch. */
export interface EfficientMPRTMeasurement extends Measurement {
  /** The entropies of the explanations by the trained model, in nats. */
  readonly trained: Float64Array;
  /** Those by the model all of whose layers have lost their weights. */
  readonly random: Float64Array;
}

/**
 * By which share the explanation becomes more complex when all layers lose what they have learned: `(H(random) - H(trained)) / H(trained)`, H being the
 * entropy of the histogram of the attributions of a sample, from its least to its largest. A method that looks at what was learned has more to say then, not
 * less. It needs `explain` in the task, and a model whose weights are in reach.
 *
 * @see A. Hedstroem et al.: Sanity Checks Revisited: An Exploration to Repair the Model Parameter Randomisation Test (2023)
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * class InputItself extends Analyzer {
 *   readonly name = 'InputItself';
 *   protected async explain(input: tf.Tensor) {
 *     const parts = { val: input.clone(), input: input.clone(), output: tf.sum(input, -1, true) };
 *     return new Explanation({ ...parts, outputSelection: [0], analyzer: this.name, heatmap: this.heatmap });
 *   }
 * }
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 2, inputShape: [3] })] });
 * const task = { model, explain: () => new InputItself(), input: tf.tensor2d([[3, 4, 1]]) };
 * (await new EfficientMPRT().evaluate(task)).scores; // => [0]
 * ```
 */
export class EfficientMPRT extends Metric<EfficientMPRTMeasurement> {
  readonly name: string = 'EfficientMPRT';
  readonly category = 'randomisation';
  readonly better = 'high';
  override readonly changesModel = true;

  /** @throws {ValueError} for a setting that does not exist, or is none */
  constructor(private readonly settings: EfficientMPRTSettings = {}) {
    super();
    checkRandomisation(settings, ['bins'], 'EfficientMPRT');
    checkPositiveInteger('bins', settings.bins ?? 100);
  }

  protected async measure(
    task: MetricTask,
    samples: Samples,
    options: MetricOptions,
  ): Promise<EfficientMPRTMeasurement> {
    const { bins = 100, weights: given } = this.settings;
    const { weights, analyzer, explain } = await randomizable(task);
    const stages = stagesOf(weights, { order: 'independent', weights: given }, options.seed);
    const total = 2 * samples.batch;
    const before = await explainRows(task.input, analyzer, task.target, options);
    options.onProgress?.({ done: samples.batch, total });
    const target = task.target ?? before.selection;
    const after = await weights.under(allStages(stages), (other) =>
      inExecutorScope(options, (own) => explainRows(task.input, explain(other), target, own)),
    );
    options.onProgress?.({ done: total, total });
    const entropies = (rows: typeof before) =>
      Float64Array.from({ length: samples.batch }, (_, sample) => histogramEntropy(rows.row(sample), bins));
    const [trained, random] = [entropies(before), entropies(after)];
    const scores = trained.map((entropy, sample) =>
      entropy === 0 ? Number.NaN : (random[sample] - entropy) / entropy,
    );
    return { scores, trained, random };
  }
}

/** The entropy of a histogram whose bins of one width go from the least value to the largest, in nats; 0 where all values are the same. */
function histogramEntropy(values: ArrayLike<number>, bins: number): number {
  const list = Array.from(values);
  const least = list.reduce((a, b) => Math.min(a, b));
  const range = list.reduce((a, b) => Math.max(a, b)) - least;
  if (range === 0) return 0;
  const counts = new Float64Array(bins);
  for (const value of list) counts[Math.min(bins - 1, Math.floor(((value - least) / range) * bins))]++;
  return counts.reduce(
    (sum, count) => (count === 0 ? sum : sum - (count / list.length) * Math.log(count / list.length)),
    0,
  );
}
