import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import type { MetricTask } from '../task/metric-task';
import { readLocated } from '../task/read-masks';
import type { Samples } from '../task/samples';
import { inside, shareOfLargest, sizeOf } from './shared/inside';

/**
 * The share of the k largest attributions (of ties the first) that is inside the mask, where k is the size of the mask; NaN for an empty one.
 *
 * @see L. Arras, A. Osman, W. Samek: CLEVR-XAI: A Benchmark Dataset for the Ground Truth Evaluation of Neural Network Explanations (2022)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[3, 1, 2]]);
 * const task = { input, attribution: input, masks: tf.tensor2d([[0, 1, 1]]) };
 * (await new RelevanceRankAccuracy().evaluate(task)).scores; // => [0.5]
 * ```
 */
export class RelevanceRankAccuracy extends Metric {
  readonly name: string = 'RelevanceRankAccuracy';
  readonly category = 'localisation';
  readonly better = 'high';

  protected async measure(task: MetricTask, samples: Samples): Promise<Measurement> {
    const located = await readLocated(task, samples);
    return inside(samples, located, (sample) => shareOfLargest(sample, sizeOf(sample.mask)));
  }
}
