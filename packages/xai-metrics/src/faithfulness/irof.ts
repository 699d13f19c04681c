import { tensor } from '@tensorflow/tfjs-core';
import { type Background, checkKeys, checkPerturbation, type Perturbation } from 'xai-base';
import type { CurveMeasurement } from '../measurement';
import { checkBaseline } from '../task/baseline';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { positionsOf } from '../task/positions-of';
import type { Samples } from '../task/samples';
import { segmentsBy } from '../task/segments-by';
import { PathMetric } from './shared/path-metric';
import type { Curves, Path } from './shared/perturbation-curve';

/** The settings of {@link IROF}. */
export interface IROFSettings {
  /** What stands in the place of removed segments; `'mean'` by default. */
  baseline?: Background;
  /** What cuts each sample into segments where the task brings none: features that methods hide, such as `Superpixels` of model-agnostic or `TimeSegments`. */
  perturbation?: Perturbation;
}

/** What {@link IROF} says of a batch. */
export interface IROFMeasurement extends CurveMeasurement {
  /** The outputs over that of the unchanged sample, `[batch][segments + 1]`. */
  readonly ratios: readonly Float64Array[];
}

/**
 * Iterative removal of features: removes the segments of the task, the one with the largest mean attribution first, and follows the explained output over
 * that of the unchanged sample. Score: the area over this curve, 1 less the trapezoid over the removed fraction, the unchanged sample included; made for
 * probabilities. NaN where the output of the unchanged sample is 0. Quantus adds up over unit steps, so that its areas grow with the number of segments.
 *
 * @see L. Rieger, L. K. Hansen: IROF: A Low Resource Evaluation Metric for Explanation Methods (2020)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, 1, 4]]);
 * const task = { model, input, attribution: input, segments: tf.tensor2d([[0, 0, 1]], [1, 3], 'int32'), target: 0 };
 * (await new IROF({ baseline: 0 }).evaluate(task)).ratios; // => [[1, 0.5, 0]]
 * ```
 */
export class IROF extends PathMetric<IROFMeasurement> {
  readonly name: string = 'IROF';
  readonly better = 'high';
  private readonly baseline: Background;
  private readonly perturbation?: Perturbation;

  /** @throws {ValueError} for a setting that does not exist, or a baseline or a perturbation that is none */
  constructor(settings: IROFSettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'perturbation'], 'IROF');
    const { baseline = 'mean' } = settings;
    checkBaseline(baseline);
    checkPerturbation(settings.perturbation);
    this.perturbation = settings.perturbation;
    this.baseline = baseline;
  }

  protected get path(): Path {
    const cutBy = this.perturbation && this.name;
    return { unit: 'segment', inStep: 1, baseline: this.baseline, order: 'morf', change: 'remove', cutBy };
  }

  protected override async measure(
    task: MetricTask,
    samples: Samples,
    options: MetricOptions,
  ): Promise<IROFMeasurement> {
    const { perturbation } = this;
    if (perturbation === undefined || task.segments !== undefined) return super.measure(task, samples, options);
    const cut = () => segmentsBy(perturbation, samples, options.signal);
    const labels = await (options.shared?.onceInBatch(`segments/${this.name}`, cut) ?? cut());
    const segments = tensor(labels, [samples.batch, ...positionsOf(samples)], 'int32');
    try {
      return await super.measure({ ...task, segments }, samples, options);
    } finally {
      segments.dispose();
    }
  }

  protected override judge({ areas, curves }: Curves): IROFMeasurement {
    const ratios = curves.map((curve) => curve.map((value) => (curve[0] === 0 ? Number.NaN : value / curve[0])));
    const scores = areas.map((area, sample) => (curves[sample][0] === 0 ? Number.NaN : 1 - area / curves[sample][0]));
    return { scores, curves, ratios };
  }
}
