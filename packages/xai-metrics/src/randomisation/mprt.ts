import { inExecutorScope, throwIfAborted } from 'xai-base';
import type { StagedMeasurement } from '../measurement';
import { Metric } from '../metric';
import { mean } from '../numbers/pearson';
import { checkSetting } from '../task/check-settings';
import { explainRows } from '../task/explained-rows';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import type { Samples } from '../task/samples';
import { randomizable } from './shared/explain-with';
import { checkRandomisation, type RandomisationSettings, stagesOf } from './shared/randomized-weights';
import { type Similarity, similarityOf } from './shared/similarity';

/** The settings of {@link MPRT}. */
export interface MPRTSettings extends RandomisationSettings {
  /**
   * By what explanations are compared, see {@link Similarity}: Spearman's correlation with signs where a map is not 0 (`varying`, the default), with signs over all values
   * (`spearman`), of magnitudes over all values (`spearmanAbs`, as usual elsewhere), or the structural similarity of images (`ssim`).
   */
  similarity?: keyof Similarity;
}

/** What {@link MPRT} says of a batch. */
export interface MPRTMeasurement extends StagedMeasurement {
  /** The layer that loses its weights in each stage. */
  readonly stages: readonly string[];
  /** What is 1 for the trained model, and then the correlation of each stage that makes up the score: `[batch][stages + 1]`. */
  readonly curves: readonly Float64Array[];
  /** How alike the explanations by the trained model and by that of a stage are, `[stages][batch]`. */
  readonly similarities: readonly (readonly Similarity[])[];
}

/**
 * The model parameter randomisation test: layers lose what they have learned, one after the other (their weights are put into a random order), and the
 * explanation of the same output should change. Score: the mean over the stages of Spearman's correlation with the explanation by the trained model, with
 * signs, where the maps vary; `similarities` has the other ways to compare. Of magnitudes over all pixels, as usual elsewhere, most methods are alike on
 * random networks, too. A method near 1 does not look at what was learned.
 *
 * The last layer alone says the most: on 20 digits and the LeNet that xai-cli ships, GuidedBackprop has .88 after the first stage (.89 where weights are drawn anew, normal, of
 * variance 1 / fan-in) and .63 on average over the five, Deconvnet .56 (.62) and .42, Gradient -.18 (.00) and -.04. By `spearmanAbs`, InputTimesGradient has .99 in every stage: most of
 * an image is black.
 *
 * It needs `explain` in the task, which makes the method for a model, and a model whose weights are in reach, see `weightsOf` of xai-base. The random
 * weights depend on the seed alone.
 *
 * @see J. Adebayo et al.: Sanity Checks for Saliency Maps (2018)
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
 * (await new MPRT().evaluate(task)).scores; // => [1]
 * ```
 */
export class MPRT extends Metric<MPRTMeasurement> {
  readonly name: string = 'MPRT';
  readonly category = 'randomisation';
  readonly better = 'low';
  override readonly changesModel = true;

  /** @throws {ValueError} for a setting that does not exist, or is none */
  constructor(private readonly settings: MPRTSettings = {}) {
    super();
    checkRandomisation(settings, ['similarity'], 'MPRT');
    const { similarity = 'varying' } = settings;
    const names = ['varying', 'spearman', 'spearmanAbs', 'ssim'];
    checkSetting('similarity', similarity, names.includes(similarity), names.map((one) => `'${one}'`).join(', '));
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<MPRTMeasurement> {
    const { similarity = 'varying' } = this.settings;
    const { weights, analyzer, explain } = await randomizable(task);
    const stages = stagesOf(weights, this.settings, options.seed);
    const total = samples.batch * (stages.length + 1);
    const trained = await explainRows(task.input, analyzer, task.target, options);
    const target = task.target ?? trained.selection;
    options.onProgress?.({ done: samples.batch, total });
    const similarities: Similarity[][] = [];
    for (const { change } of stages) {
      throwIfAborted(options.signal);
      const random = await weights.under(change, (other) =>
        inExecutorScope(options, (own) => explainRows(task.input, explain(other), target, own)),
      );
      similarities.push(
        Array.from({ length: samples.batch }, (_, sample) =>
          similarityOf(trained.row(sample), random.row(sample), trained.shape, 'magnitudes'),
        ),
      );
      options.onProgress?.({ done: samples.batch * (similarities.length + 1), total });
    }
    const curves = Array.from({ length: samples.batch }, (_, sample) =>
      Float64Array.from([1, ...similarities.map((stage) => stage[sample][similarity])]),
    );
    const scores = Float64Array.from(curves, (curve) => mean(curve.subarray(1)));
    return { scores, curves, stages: stages.map(({ name }) => name), similarities };
  }
}
