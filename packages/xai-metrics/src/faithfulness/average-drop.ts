import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { ExplainedOutputs } from '../task/explained-outputs';
import { lastOnly } from '../task/last-only';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { readAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';

/** What {@link AverageDrop} says of a batch. */
export interface AverageDropMeasurement extends Measurement {
  /** 1 where the output rises, and 0 elsewhere: the mean is the increase in confidence. */
  readonly increase: Float64Array;
  /** By how much it rises, of what is left to 1: the average gain. */
  readonly gain: Float64Array;
}

/**
 * Multiplies the sample by its explanation m (magnitudes, the largest of the sample being 1, the smallest 0) and looks at what is left of the explained
 * output. Score: the drop, `relu(f(x) - f(x m)) / f(x)`; made for probabilities and for maps that are to hide what does not matter. NaN where all
 * attributions are the same, and where f(x) is 0.
 *
 * @see A. Chattopadhay et al.: Grad-CAM++: Improved Visual Explanations for Deep Convolutional Networks (2018); H. Zhang et al.: Opti-CAM (2024), for the gain
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const task = { model, input: tf.tensor2d([[3, 1]]), attribution: tf.tensor2d([[5, 0]]), target: 0 };
 * (await new AverageDrop().evaluate(task)).scores; // => [0.25]
 * ```
 */
export class AverageDrop extends Metric<AverageDropMeasurement> {
  readonly name: string = 'AverageDrop';
  readonly category = 'faithfulness';
  readonly better = 'low';

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<AverageDropMeasurement> {
    const attributions = await readAttribution(task, samples);
    const scaled = lastOnly((sample) => toUnit(attributions.row(sample)));
    const width = samples.size / attributions.size; // of a map, each attribution is of all channels
    const outputs = await ExplainedOutputs.of(task, samples, options);
    const masked = await outputs.ofVariants(1, (sample, _, into) => {
      const factors = scaled(sample);
      if (factors) for (let k = 0; k < into.length; k++) into[k] *= factors[Math.floor(k / width)];
    });
    const judge = (score: (clean: number, left: number) => number) =>
      Float64Array.from(masked, ([left], sample) => (scaled(sample) ? score(outputs.clean[sample], left) : Number.NaN));
    return {
      scores: judge((clean, left) => (clean === 0 ? Number.NaN : Math.max(0, clean - left) / clean)),
      increase: judge((clean, left) => (left > clean ? 1 : 0)),
      gain: judge((clean, left) => (clean === 1 ? Number.NaN : Math.max(0, left - clean) / (1 - clean))),
    };
  }
}

/** Magnitudes, the largest 1 and the smallest 0; nothing where they are all the same. */
function toUnit(values: ArrayLike<number>): Float64Array | undefined {
  const magnitudes = Float64Array.from(values, Math.abs);
  const least = magnitudes.reduce((smallest, value) => Math.min(smallest, value));
  const range = magnitudes.reduce((largest, value) => Math.max(largest, value)) - least;
  return range === 0 ? undefined : magnitudes.map((value) => (value - least) / range);
}
