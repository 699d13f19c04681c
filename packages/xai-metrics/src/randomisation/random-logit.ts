import type { OutputSelection } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { sampleStream } from '../numbers/sample-stream';
import { explainRows } from '../task/explained-rows';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { missing } from '../task/read-attribution';
import type { Samples } from '../task/samples';
import { selectionOf } from '../task/selection-of';
import { type Similarity, similarityOf } from './shared/similarity';

/** What {@link RandomLogit} says of a batch. */
export interface RandomLogitMeasurement extends Measurement {
  /** How alike the explanations of the two outputs of each sample are. */
  readonly similarities: readonly Similarity[];
}

/**
 * Compares the explanation of the target with that of another output, drawn of the others (or `otherTarget` in the task). Score: Spearman's correlation,
 * with signs, where the maps vary. A method near 1 does not look at what is explained. NaN where the model has one output.
 *
 * @see L. Sixt, M. Granz, T. Landgraf: When Explanations Lie: Why Many Modified BP Attributions Fail (2020)
 *
 * @example
 * ```ts
 * class Weights extends ProgramAnalyzer {
 *   readonly name = 'Weights';
 *   protected attribute(input: tf.Tensor, select: (output: tf.Tensor) => tf.Tensor) {
 *     const { gradient, output, mask } = differentiate((x) => this.model.forward(x), input, select);
 *     return { val: gradient, output, mask };
 *   }
 * }
 * const weights = tf.tensor2d([[1, 3], [2, 2], [3, 1]]);
 * const analyzer = new Weights(toModelView((x: tf.Tensor) => tf.matMul(x, weights)));
 * (await new RandomLogit().evaluate({ analyzer, input: tf.tensor2d([[1, 1, 1]]), target: 0 })).scores; // => [-1]
 * ```
 */
export class RandomLogit extends Metric<RandomLogitMeasurement> {
  readonly name: string = 'RandomLogit';
  readonly category = 'randomisation';
  readonly better = 'low';

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<RandomLogitMeasurement> {
    const { analyzer, input } = task;
    if (analyzer === undefined) throw missing('analyzer', 'the method that explains, such as new Gradient(model)');
    const total = 2 * samples.batch;
    const own = await explainRows(input, analyzer, task.target, options);
    options.onProgress?.({ done: samples.batch, total });
    const classes = own.outputs(0).length;
    if (classes === 1) return { scores: new Float64Array(samples.batch).fill(Number.NaN), similarities: [] };
    const selected = Array.isArray(task.target) && typeof task.target[0] === 'number' ? task.target : own.indices;
    const others = () => selectionOf(this.others(selected as number[], classes, options), own.outputShape);
    const target: OutputSelection = task.otherTarget ?? others();
    const other = await explainRows(input, analyzer, target, options);
    options.onProgress?.({ done: total, total });
    const similarities = Array.from({ length: samples.batch }, (_, sample) =>
      similarityOf(own.row(sample), other.row(sample), own.shape, 'signed'),
    );
    return { scores: Float64Array.from(similarities, ({ varying }) => varying), similarities };
  }

  /** An output a sample, each of the others of the same chance. */
  private others(
    selection: readonly number[],
    classes: number,
    { seed = 0, firstSample = 0 }: MetricOptions,
  ): number[] {
    return selection.map((selected, sample) => {
      const stream = sampleStream(seed, this.name, firstSample + sample);
      return (selected + 1 + Math.floor(stream.uniform() * (classes - 1))) % classes;
    });
  }
}
