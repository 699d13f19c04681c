import { checkKeys, checkPositiveInteger, type RandomStream } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { mean } from '../numbers/pearson';
import { ranking } from '../numbers/ranking';
import { sampleStream } from '../numbers/sample-stream';
import { spearman } from '../numbers/spearman';
import { checkAboveZero } from '../task/check-settings';
import { ExplainedOutputs } from '../task/explained-outputs';
import { lastOnly } from '../task/last-only';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { readFeatureAttribution } from '../task/read-attribution';
import { readDraws } from '../task/read-draws';
import type { Samples } from '../task/samples';

/** The settings of {@link MonotonicityCorrelation}. */
export interface MonotonicityCorrelationSettings {
  /** How many features a group has; a hundredth of them by default. */
  featuresInStep?: number;
  /** How many values a group takes; 8 by default. */
  draws?: number;
  /** Outputs of a magnitude below it are not divided by; 1e-5 by default. */
  eps?: number;
}

/** What {@link MonotonicityCorrelation} says of a batch. */
export interface MonotonicityCorrelationMeasurement extends Measurement {
  /** The mean square change by each group over the square of the output, the least attributed group first: `[batch][groups]`. */
  readonly changes: readonly Float64Array[];
}

/**
 * Takes features in groups by their attribution, lets all features of a group take a random value (uniform in [0, 1)), and correlates (Spearman) the groups'
 * summed attributions with the mean square change of the explained output, over the square of the output. `values` in the task, `[batch, groups, draws]`,
 * are taken in the place of drawn ones, the least attributed group first.
 *
 * @see A. Nguyen, M. R. Martinez: On Quantitative Aspects of Model Interpretability (2020)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.mul(x, [9, 1, 3]), 1, true);
 * const task = { model, input: tf.tensor2d([[5, 5, 5]]), attribution: tf.tensor2d([[9, 1, 3]]), target: 0 };
 * (await new MonotonicityCorrelation().evaluate(task)).scores; // => [1]
 * ```
 */
export class MonotonicityCorrelation extends Metric<MonotonicityCorrelationMeasurement> {
  readonly name: string = 'MonotonicityCorrelation';
  readonly category = 'faithfulness';
  readonly better = 'high';

  /** @throws {ValueError} for a setting that does not exist, or a count or number that is none */
  constructor(private readonly settings: MonotonicityCorrelationSettings = {}) {
    super();
    checkKeys(settings, ['featuresInStep', 'draws', 'eps'], 'MonotonicityCorrelation');
    const { featuresInStep, draws = 8, eps = 1e-5 } = settings;
    if (featuresInStep !== undefined) checkPositiveInteger('featuresInStep', featuresInStep);
    checkPositiveInteger('draws', draws);
    checkAboveZero('eps', eps);
  }

  protected async measure(
    task: MetricTask,
    samples: Samples,
    options: MetricOptions,
  ): Promise<MonotonicityCorrelationMeasurement> {
    const { featuresInStep: step = Math.ceil(samples.size / 100), draws: wanted = 8, eps = 1e-5 } = this.settings;
    const steps = Math.ceil(samples.size / step);
    const attributions = await readFeatureAttribution(task, samples);
    const groupsOf = lastOnly((sample) => groupsUpward(attributions.row(sample), step));
    const given = task.values && (await readDraws('values', task.values, [samples.batch, steps]));
    const draws = given?.size ?? wanted;
    const value = given?.of ?? this.drawn(options, steps * draws);
    const outputs = await ExplainedOutputs.of(task, samples, options);
    const outcomes = await outputs.ofVariants(steps * draws, (sample, variant, into) => {
      const same = value(sample, variant);
      for (const feature of groupsOf(sample)[Math.floor(variant / draws)]) into[feature] = same;
    });
    const changes = outcomes.map((of, sample) => {
      const clean = outputs.clean[sample];
      const scale = Math.abs(clean) < eps ? 1 : 1 / clean ** 2;
      return Float64Array.from({ length: steps }, (_, group) =>
        mean(of.subarray(group * draws, (group + 1) * draws).map((one) => scale * (one - clean) ** 2)),
      );
    });
    const sums = (sample: number) =>
      groupsOf(sample).map((group) => group.reduce((sum, feature) => sum + attributions.row(sample)[feature], 0));
    return { scores: Float64Array.from(changes, (of, sample) => spearman(sums(sample), of)), changes };
  }

  private drawn({ seed = 0, firstSample = 0 }: MetricOptions, count: number) {
    const values = lastOnly((sample) => {
      const stream: RandomStream = sampleStream(seed, this.name, firstSample + sample);
      return Float64Array.from({ length: count }, () => stream.uniform());
    });
    return (sample: number, draw: number) => values(sample)[draw];
  }
}

/** The features in groups, the least attributed first. */
function groupsUpward(attribution: ArrayLike<number>, step: number): Uint32Array[] {
  const ranked = ranking(attribution).reverse();
  return Array.from({ length: Math.ceil(ranked.length / step) }, (_, k) => ranked.subarray(k * step, (k + 1) * step));
}
