import { slice, tensor } from '@tensorflow/tfjs-core';
import { forEachBatch, type Model, type ModelView, TensorBag, toModelView } from 'xai-base';
import type { Measurement } from '../measurement';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import type { Samples } from '../task/samples';
import { NeighbourMetric } from './shared/neighbour-metric';
import { type Neighbour, neighbourNoise, neighboursOf, relativeNorm } from './shared/neighbours';
import type { SensitivitySettings } from './shared/sensitivity-settings';

/** The settings of {@link RelativeRepresentationStability}. */
export interface RepresentationSettings extends SensitivitySettings {
  /** The part of the model that ends in the layer whose values are looked at. */
  representation: Model;
}

/**
 * By how much an explanation changes, in relation to its values, over how much a hidden layer does in relation to its own: `||(e - e') / e|| /
 * max(||(l(x) - l(x')) / l(x)||, 1e-6)`, 2-norms, zeros in the denominators being 1e-6, the largest over the neighbours. The output that is explained stays
 * that of the unchanged sample. `noise` in the task, `[batch, draws, ...]`, is taken in the place of drawn noise.
 *
 * @see C. Agarwal et al.: Rethinking Stability for Attribution-based Explanations (2022)
 *
 * @example
 * ```ts
 * class InputItself extends Analyzer {
 *   readonly name = 'InputItself';
 *   protected async explain(input: tf.Tensor) {
 *     const parts = { val: input.clone(), input: input.clone(), output: tf.sum(input, -1, true) };
 *     return new Explanation({ ...parts, outputSelection: [0], analyzer: this.name, heatmap: this.heatmap });
 *   }
 * }
 * const task = { analyzer: new InputItself(), input: tf.tensor2d([[3, 4]]), noise: tf.tensor3d([[[0, 1]]]) };
 * const representation = (x: tf.Tensor) => tf.mul(x, 2);
 * (await new RelativeRepresentationStability({ representation }).evaluate(task)).scores; // => [1]
 * ```
 */
export class RelativeRepresentationStability extends NeighbourMetric {
  readonly name: string = 'RelativeRepresentationStability';
  private readonly representation: ModelView;

  /**
   * @throws {ModelError} for a representation that is no model
   * @throws {ValueError} for a setting that does not exist, or a count or radius that is none
   */
  constructor({ representation, ...settings }: RepresentationSettings) {
    super(settings, 'RelativeRepresentationStability');
    this.representation = toModelView(representation);
  }

  protected override async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Measurement> {
    const all = await neighboursOf(task, samples, options, this.settings);
    const changes = await this.changes(task, samples, options);
    const scores = Float64Array.from(all, (neighbours, sample) =>
      this.summarize(neighbours.map((one, draw) => this.judge(one) / Math.max(changes[sample][draw], 1e-6))),
    );
    return { scores };
  }

  protected judge({ relativeExplanation }: Neighbour): number {
    return relativeExplanation;
  }

  /** `||(l(x) - l(x')) / l(x)||`, `[batch][draws]`. */
  private async changes(task: MetricTask, samples: Samples, options: MetricOptions): Promise<number[][]> {
    const noise = await neighbourNoise(task, samples, options, this.settings);
    const changes: number[][] = [];
    options.shared?.tally?.evaluate(samples.batch * (1 + noise.draws)); // counted and done: another model tells how much it answers
    await forEachBatch(samples.batch, { batchSize: 1, signal: options.signal }, async (sample) => {
      const bag = new TensorBag();
      try {
        const clean = bag.add(await this.representation.predict(bag.add(slice(task.input, sample, 1))));
        const row = samples.row(sample);
        const near = Float32Array.from({ length: noise.draws * samples.size }, (_, k) => {
          const [draw, feature] = [Math.floor(k / samples.size), k % samples.size];
          return row[feature] + noise.of(sample, draw)[feature];
        });
        const moved = bag.add(
          await this.representation.predict(bag.add(tensor(near, [noise.draws, ...samples.shape]))),
        );
        const [values, others] = [await clean.data(), await moved.data()];
        const changeOf = (draw: number) =>
          relativeNorm(values, values.length, (k) => others[draw * values.length + k] - values[k]);
        changes.push(Array.from({ length: noise.draws }, (_, draw) => changeOf(draw)));
      } finally {
        bag.dispose();
      }
    });
    return changes;
  }
}
