import { checkKeys, checkPositiveInteger } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { checkAboveZero, checkFlag } from '../task/check-settings';
import { ExplainedOutputs } from '../task/explained-outputs';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { noiseOf } from '../task/noise';
import { readFeatureAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';

/** The settings of {@link Infidelity}. */
export interface InfidelitySettings {
  /** How many perturbations are drawn; 10 by default. */
  draws?: number;
  /** Their standard deviation, in units of the input; 0.1 by default. */
  standardDeviation?: number;
  /** Whether attributions are first scaled by the number that makes the infidelity least, sample by sample; false by default. */
  normalize?: boolean;
}

/**
 * How far attributions are from the fall of the explained output under perturbations I that are taken from the input: the mean over the draws of
 * `(sum(I * a) - (f(x) - f(x - I)))^2`. 0 for the gradient of a linear model. `noise` in the task, `[batch, draws, ...]`, is taken in the place of
 * drawn perturbations. The attributions are those per unit of the input, as gradients are.
 *
 * @see C.-K. Yeh et al.: On the (In)fidelity and Sensitivity of Explanations (2019)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.mul(x, [2, 5]), 1, true);
 * const task = { model, input: tf.tensor2d([[3, 1]]), attribution: tf.tensor2d([[2, 5]]), target: 0 };
 * (await new Infidelity().evaluate(task)).scores; // => [0]
 * ```
 */
export class Infidelity extends Metric {
  readonly name: string = 'Infidelity';
  readonly category = 'faithfulness';
  readonly better = 'low';

  /** @throws {ValueError} for a setting that does not exist, or a count or deviation that is none */
  constructor(private readonly settings: InfidelitySettings = {}) {
    super();
    checkKeys(settings, ['draws', 'standardDeviation', 'normalize'], 'Infidelity');
    const { draws, standardDeviation = 0.1, normalize = false } = settings;
    if (draws !== undefined) checkPositiveInteger('draws', draws);
    checkAboveZero('standardDeviation', standardDeviation);
    checkFlag('normalize', normalize);
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Measurement> {
    const { draws = 10, standardDeviation = 0.1, normalize = false } = this.settings;
    const attributions = await readFeatureAttribution(task, samples);
    const noise = await noiseOf(task, samples, options, {
      metric: this.name,
      draws,
      next: (stream) => standardDeviation * stream.normal(),
    });
    const outputs = await ExplainedOutputs.of(task, samples, options);
    const told = Array.from({ length: samples.batch }, () => new Float64Array(noise.draws)); // sum(I * a)
    const values = await outputs.ofVariants(noise.draws, (sample, draw, into) => {
      const perturbation = noise.of(sample, draw);
      const attribution = attributions.row(sample);
      for (let k = 0; k < into.length; k++) {
        into[k] -= perturbation[k];
        told[sample][draw] += perturbation[k] * attribution[k];
      }
    });
    const scores = Float64Array.from(values, (of, sample) => {
      const falls = of.map((value) => outputs.clean[sample] - value);
      return meanSquare(told[sample], falls, normalize ? bestScale(told[sample], falls) : 1);
    });
    return { scores };
  }
}

function meanSquare(told: Float64Array, falls: Float64Array, scale: number): number {
  return told.reduce((sum, value, k) => sum + (scale * value - falls[k]) ** 2, 0) / told.length;
}

/** The scale that makes the mean square of the differences least; attributions that tell nothing have none, and stay. */
function bestScale(told: Float64Array, falls: Float64Array): number {
  const square = told.reduce((sum, value) => sum + value * value, 0);
  return square === 0 ? 1 : told.reduce((sum, value, k) => sum + value * falls[k], 0) / square;
}
