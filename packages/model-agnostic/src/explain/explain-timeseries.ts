import type { Tensor } from '@tensorflow/tfjs-core';
import type { Explanation } from 'xai-base';
import type { ModelSource } from '../onnx-file';
import type { Background } from '../perturbation/references';
import { TimeSegments } from '../perturbation/time-segments';
import { withBatch } from './explain-image';
import { type ExplainOptions, explainOutputs } from './explain-outputs';

/** What {@link explainTimeseries} takes besides the settings of the method. */
export interface TimeseriesOptions {
  /** What stands in for hidden values: the mean of the whole series by default, a number, or a function of the series; see {@link Background}. */
  maskType?: 'mean' | Background;
  /** For LIME and KernelSHAP: how many segments of time there are; 10 by default. */
  segments?: number;
  /** For LIME and KernelSHAP: whether channels are hidden together (default) or each on its own. */
  channels?: 'together' | 'apart';
}

/**
 * Explains what a model says of a time series: by RISE (its values), or by LIME or KernelSHAP (segments of time).
 *
 * @param model a function, a tfjs-layers `LayersModel`, a tfjs `GraphModel` or an ONNX file, of series `[batch, time, channels]`
 * @param series `[time, channels]`, or a batch `[batch, time, channels]`
 * @param options `method`, its settings, `labels`, `maskType`, and those of `analyze`
 * @returns an explanation a label, `val` being `[batch, time, channels]`; they belong to the caller
 * @throws {XaiError} a subclass that names the argument, its value and what was expected
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1);
 * const series = tf.tensor2d([[1], [2], [4], [5]]);
 * const options = { method: 'KernelSHAP' as const, labels: [0], segments: 4 };
 * const [explanation] = await explainTimeseries(model, series, options);
 * explanation.val; // => [[[-2], [-1], [1], [2]]]
 * ```
 */
export function explainTimeseries(
  model: ModelSource,
  series: Tensor,
  options: ExplainOptions & TimeseriesOptions,
): Promise<Explanation[]> {
  const { maskType = 'mean', segments, channels } = options;
  const background = maskType === 'mean' ? undefined : maskType;
  const settings = { ...options };
  if (settings.method === 'RISE') settings.background ??= background;
  else settings.perturbation ??= new TimeSegments({ segments, channels, background });
  return withBatch(series, 2, (batch) => explainOutputs(model, batch, settings));
}
