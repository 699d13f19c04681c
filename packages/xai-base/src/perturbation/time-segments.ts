import { ShapeError } from '../errors';
import { checkKeys } from '../messages/check-keys';
import { wrongValue } from '../messages/wrong-value';
import { checkPositiveInteger } from '../options';
import { type Background, referencesOf } from './background';
import type { Features, Perturbation, Sample } from './features';
import { GroupedFeatures } from './grouped-features';

/** Options of {@link TimeSegments}. */
export interface TimeSegmentsOptions {
  /** How many segments of time there are; at most one a step. 10 by default, 1 hides whole channels. */
  segments?: number;
  /** Whether a segment is hidden in all channels at once, or in each on its own; together by default. */
  channels?: 'together' | 'apart';
  /** What stands in for hidden values: the mean of each channel by default, see {@link Background}. For one release, `'mean'` is a deprecated name of `'channelMean'` here. */
  background?: Background;
}

/**
 * Features that are segments of a time series `[time, channels]`, or `[time]` of one channel, such as a recording. An attribution has the shape of the series.
 *
 * @example
 * ```ts
 * const series = { values: new Float32Array([1, 2, 3, 4]), shape: [2, 2], dtype: 'float32' as const };
 * const features = await new TimeSegments({ segments: 2, channels: 'apart', background: 0 }).features(series);
 * const row = new Float32Array(4);
 * features.write([1, 0, 1, 1], 0, row); // without the second channel of the first moment
 * row; // => [1, 0, 3, 4]
 * ```
 */
export class TimeSegments implements Perturbation {
  /** @throws {ValueError} for an option that does not exist, or a number of segments that is no integer of at least 1 */
  constructor(private readonly options: TimeSegmentsOptions = {}) {
    checkKeys(options, ['segments', 'channels', 'background'], 'TimeSegments');
    const { channels = 'together' } = options;
    if (channels !== 'together' && channels !== 'apart')
      throw wrongValue('channels', channels, "'together' or 'apart'");
    if (options.segments !== undefined) checkPositiveInteger('segments', options.segments);
  }

  async features(sample: Sample): Promise<Features> {
    if (sample.shape.length < 1 || sample.shape.length > 2) throw notASeries(sample.shape);
    const [time, channels = 1] = sample.shape;
    const { background = 'channelMean', channels: layout = 'together' } = this.options;
    const segments = Math.min(time, this.options.segments ?? 10);
    const apart = layout === 'apart' ? channels : 1;
    const groups = new Int32Array(sample.values.length).map((_, element) => {
      const segment = Math.floor((Math.floor(element / channels) * segments) / time);
      return segment * apart + (apart === 1 ? 0 : element % channels);
    });
    const isOfChannels = typeof background === 'string' || Array.isArray(background); // of samples, each would be a channel of its own
    const described = isOfChannels ? { ...sample, shape: [time, channels] } : sample;
    const references = await referencesOf(background === 'mean' ? 'channelMean' : background, described);
    return new GroupedFeatures({ sample, groups, count: segments * apart, shape: sample.shape, references });
  }
}

function notASeries(shape: readonly number[]): ShapeError {
  const expected = 'time series [batch, time, channels], or [batch, time] of one channel';
  const message = `input has samples of shape [${shape}]; expected ${expected}.`;
  return new ShapeError(message, { argument: 'input', value: shape, expected });
}
