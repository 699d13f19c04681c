import type { Tensor } from '@tensorflow/tfjs-core';
import { type Background, type Explanation, TimeSegments, wrongValue } from 'xai-base';
import type { ModelSource } from '../onnx-file';
import { checkExplainOptions, type ExplainOptions, explainOutputs } from './explain-outputs';
import { withSamples } from './with-samples';

/** What {@link explainTimeseries} takes besides the settings of the method. */
export interface TimeseriesOptions {
  /** What stands in for hidden values: the mean of each channel by default, a number, one a channel, or a function of the series; see {@link Background}. */
  maskType?: 'mean' | Background;
  /** How many segments of time there are: 10 by default for LIME and KernelSHAP; RISE hides steps, unless this or `channels` is given. */
  segments?: number;
  /** Whether a segment is hidden in all channels together (default), or in each on its own. */
  channels?: 'together' | 'apart';
}

const wayOut = 'For a series of one channel: tf.expandDims(series, 1), or series.map((value) => [value]) of an array.';

/**
 * Explains what a model says of a time series: by RISE (its values), or by LIME or KernelSHAP (segments of time).
 *
 * @param model a function, a tfjs-layers `LayersModel`, a tfjs `GraphModel` or an ONNX file, of series `[batch, time, channels]`
 * @param series `[time, channels]` in a tensor or arrays, or a tensor `[batch, time, channels]`; with `missingValues: true` it may have gaps, NaN
 * @param options `method`, its settings, `labels`, `maskType`, and those of `analyze`
 * @returns an explanation a label, `val` being `[batch, time, channels]`; they belong to the caller
 * @throws {XaiError} a subclass that names the argument, its value and what was expected
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1);
 * const series = [[1], [2], [4], [5]];
 * const options = { method: 'KernelSHAP' as const, labels: [0], segments: 4 };
 * const [explanation] = await explainTimeseries(model, series, options);
 * explanation.val; // => [[[-2], [-1], [1], [2]]]
 * ```
 */
export async function explainTimeseries(
  model: ModelSource,
  series: Tensor | readonly ArrayLike<number>[],
  options: ExplainOptions & TimeseriesOptions,
): Promise<Explanation[]> {
  checkExplainOptions(options, ['maskType', 'segments', 'channels'], 'explainTimeseries');
  const { maskType = 'mean', segments, channels, missingValues: missing } = options;
  if (typeof maskType === 'string' && maskType !== 'mean') {
    throw wrongValue('maskType', maskType, "'mean', a number, one a channel, a tensor or a function");
  }
  const settings = { ...options };
  const background = maskType === 'mean' ? settings.background : (maskType as Background);
  if (settings.method === 'RISE' && segments === undefined && channels === undefined)
    settings.background = background as Background;
  else settings.perturbation ??= new TimeSegments({ segments, channels, background: background as Background });
  const wanted = { argument: 'series', axes: ['time', 'channels'], wayOut, missing };
  return withSamples(series, wanted, (batch) => explainOutputs(model, batch, settings));
}
