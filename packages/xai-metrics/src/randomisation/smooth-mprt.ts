import { tensor } from '@tensorflow/tfjs-core';
import { type Analyzer, checkPositiveInteger, forEachBatch, inExecutorScope } from 'xai-base';
import type { StagedMeasurement } from '../measurement';
import { Metric } from '../metric';
import { mean } from '../numbers/pearson';
import { spanOf } from '../numbers/span-of';
import { spearman } from '../numbers/spearman';
import { checkAboveZero } from '../task/check-settings';
import { explainRows } from '../task/explained-rows';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { type Noise, noiseOf } from '../task/noise';
import type { Samples } from '../task/samples';
import { randomizable } from './shared/explain-with';
import { checkRandomisation, type RandomisationSettings, stagesOf } from './shared/randomized-weights';

/** The settings of {@link SmoothMPRT}. */
export interface SmoothMPRTSettings extends RandomisationSettings {
  /** How many inputs each explanation is the mean over, the sample itself among them; 10 by default. */
  samples?: number;
  /** The standard deviation of the noise, in units of the range of the sample; 0.1 by default. */
  noiseMagnitude?: number;
}

/** What {@link SmoothMPRT} says of a batch. */
export interface SmoothMPRTMeasurement extends StagedMeasurement {
  /** The layer that loses its weights in each stage; the first stage, `''`, is the trained model with other noise. */
  readonly stages: readonly string[];
  /** Spearman's correlation of magnitudes with the explanation by the trained model, `[stages][batch]`. */
  readonly spearmanAbs: readonly Float64Array[];
}

/**
 * As {@link MPRT}, of explanations that are means over noisy inputs, so that noise of gradients does not count as a change. Score: the mean over the stages
 * of Spearman's correlation of magnitudes; the first stage, which is the trained model again, left out. Layers go from the input up by default. `noise` in
 * the task, standard normal, `[batch, (stages + 2) * (samples - 1), ...]`, is taken in the place of drawn noise: that of the explanation by the trained model
 * first, then that of each stage.
 *
 * @see A. Hedstroem et al.: Sanity Checks Revisited: An Exploration to Repair the Model Parameter Randomisation Test (2023)
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * class InputItself extends Analyzer {
 *   readonly name = 'InputItself';
 *   protected async explain(input: tf.Tensor) {
 *     const outputSelection = new Array(input.shape[0]).fill(0);
 *     const parts = { val: input.clone(), input: input.clone(), output: tf.sum(input, -1, true), outputSelection };
 *     return new Explanation({ ...parts, analyzer: this.name, heatmap: this.heatmap });
 *   }
 * }
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 2, inputShape: [3] })] });
 * const task = { model, explain: () => new InputItself(), input: tf.tensor2d([[30, 40, 10]]) };
 * (await new SmoothMPRT().evaluate(task)).scores; // => [1]
 * ```
 */
export class SmoothMPRT extends Metric<SmoothMPRTMeasurement> {
  readonly name: string = 'SmoothMPRT';
  readonly category = 'randomisation';
  readonly better = 'low';
  override readonly changesModel = true;

  /** @throws {ValueError} for a setting that does not exist, or is none */
  constructor(private readonly settings: SmoothMPRTSettings = {}) {
    super();
    checkRandomisation(settings, ['samples', 'noiseMagnitude'], 'SmoothMPRT');
    checkPositiveInteger('samples', settings.samples ?? 10);
    checkAboveZero('noiseMagnitude', settings.noiseMagnitude ?? 0.1);
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<SmoothMPRTMeasurement> {
    const { samples: inputs = 10, order = 'bottom-up', weights: given } = this.settings;
    const { weights, analyzer, explain } = await randomizable(task);
    const stages = stagesOf(weights, { order, weights: given }, options.seed);
    const drawing = {
      metric: this.name,
      draws: (stages.length + 2) * (inputs - 1),
      next: (stream: { normal(): number }) => stream.normal(),
    };
    const noise = inputs > 1 ? await noiseOf(task, samples, options, drawing) : { draws: 0, of: () => [] };
    const target = task.target ?? (await explainRows(task.input, analyzer, undefined, options)).selection;
    const fixed = { ...task, target };
    let done = 0;
    const smooth = async (one: Analyzer, stage: number, own = options) => {
      const rows = await this.smooth({ ...fixed, analyzer: one }, samples, own, noise, stage);
      done += samples.batch;
      options.onProgress?.({ done, total: samples.batch * (stages.length + 2) });
      return rows;
    };
    const trained = await smooth(analyzer, 0);
    const compare = (rows: readonly Float64Array[]) =>
      Float64Array.from(rows, (row, sample) => spearman(trained[sample].map(Math.abs), row.map(Math.abs)));
    const spearmanAbs = [compare(await smooth(analyzer, 1))];
    for (const [index, { change }] of stages.entries()) {
      const random = await weights.under(change, (other) =>
        inExecutorScope(options, (own) => smooth(explain(other), index + 2, own)),
      );
      spearmanAbs.push(compare(random));
    }
    const scores = Float64Array.from({ length: samples.batch }, (_, sample) =>
      mean(spearmanAbs.slice(1).map((stage) => stage[sample])),
    );
    const curves = Array.from({ length: samples.batch }, (_, sample) =>
      Float64Array.from(spearmanAbs, (stage) => stage[sample]),
    );
    return { scores, curves, stages: ['', ...stages.map(({ name }) => name)], spearmanAbs };
  }

  /** The mean explanations of a stage over noisy inputs and the sample itself. */
  private async smooth(
    { input, analyzer, target }: MetricTask,
    { batch, size, shape, row }: Samples,
    options: MetricOptions,
    noise: Noise,
    stage: number,
  ): Promise<Float64Array[]> {
    const { samples: inputs = 10, noiseMagnitude = 0.1 } = this.settings;
    const ranges = Array.from({ length: batch }, (_, sample) => spanOf(row(sample)));
    const sums: Float64Array[] = [];
    await forEachBatch(inputs, { batchSize: 1, signal: options.signal }, async (index) => {
      const values = Float32Array.from({ length: batch * size }, (_, k) => {
        const [sample, feature] = [Math.floor(k / size), k % size];
        if (index === inputs - 1) return row(sample)[feature];
        const draw = stage * (inputs - 1) + index;
        return row(sample)[feature] + noise.of(sample, draw)[feature] * noiseMagnitude * ranges[sample];
      });
      const noisy = index === inputs - 1 ? input : tensor(values, [batch, ...shape]);
      try {
        const explained = await explainRows(noisy, analyzer!, target, options);
        for (let sample = 0; sample < batch; sample++) {
          const one = explained.row(sample);
          sums[sample] ??= new Float64Array(one.length);
          for (let k = 0; k < one.length; k++) sums[sample][k] += one[k] / inputs;
        }
      } finally {
        if (noisy !== input) noisy.dispose();
      }
    });
    return sums;
  }
}
