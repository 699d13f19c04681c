import { checkKeys, checkPositiveInteger, type RandomStream } from 'xai-base';
import { checkAboveZero, checkSetting } from '../task/check-settings';
import { type KnownSample, KnownTruth } from './known-truth';

/** The settings of {@link PlantedSegments}. */
export interface PlantedSegmentsSettings {
  /** How many moments a series has; 64 by default. */
  time?: number;
  /** How many channels; 3 by default. */
  channels?: number;
  /** How many classes; 3 by default. */
  classes?: number;
  /** How many moments a segment has; 16 by default. */
  length?: number;
  /** The height of what is planted, in standard deviations of the noise; 3 by default. */
  height?: number;
  /** How much a moment of noise has of the one before, below 1; 0.7 by default. */
  memory?: number;
  seed?: number;
}

/**
 * Series `[time, channels]` with planted segments: noise that remembers, and somewhere in one channel a wave that swings as often as its class is high: class 0 has one period in
 * a segment, class 1 two, swelling and ebbing. The mask `[time, channels]` has the segment.
 *
 * @see A. A. Ismail, M. Gunady, H. Corrada Bravo, S. Feizi: Benchmarking Deep Learning Interpretability in Time Series Predictions (2020)
 *
 * @example
 * ```ts
 * const { input, masks } = new PlantedSegments({ time: 40, length: 12, seed: 3 }).batch(6);
 * input.shape; // => [6, 40, 3]
 * tf.sum(masks); // => 72
 * ```
 */
export class PlantedSegments extends KnownTruth {
  readonly name: string;
  readonly shape: readonly number[];
  readonly maskShape: readonly number[];
  readonly classes: number;
  readonly dtype = 'float32';
  private readonly settings: Required<Omit<PlantedSegmentsSettings, 'seed'>>;

  /** @throws {ValueError} for a setting that does not exist, or is none */
  constructor(settings: PlantedSegmentsSettings = {}) {
    checkKeys(settings, ['time', 'channels', 'classes', 'length', 'height', 'memory', 'seed'], 'PlantedSegments');
    const { seed, ...own } = settings;
    super(seed);
    this.settings = { time: 64, channels: 3, classes: 3, length: 16, height: 3, memory: 0.7, ...own };
    const { time, channels, classes, length, height, memory } = this.settings;
    for (const [name, value] of Object.entries({ time, channels, classes })) checkPositiveInteger(name, value);
    checkSetting(
      'length',
      length,
      Number.isSafeInteger(length) && length >= 4 * classes && length <= time,
      `an integer from ${4 * classes}, four a period, to ${time}`,
    );
    checkAboveZero('height', height);
    checkSetting('memory', memory, memory >= 0 && memory < 1, 'a share from 0 to below 1');
    this.name = `PlantedSegments/${Object.values(this.settings).join('/')}`;
    [this.shape, this.maskShape, this.classes] = [[time, channels], [time, channels], classes];
  }

  protected draw(stream: RandomStream, label: number): KnownSample {
    const { time, channels, length, height, memory } = this.settings;
    const values = new Float32Array(time * channels);
    const fresh = Math.sqrt(1 - memory * memory); // a deviation of 1 throughout
    for (let k = 0; k < values.length; k++)
      values[k] = k < channels ? stream.normal() : memory * values[k - channels] + fresh * stream.normal();
    const mask = new Uint8Array(values.length);
    const begin = Math.floor(stream.uniform() * (time - length + 1));
    const channel = Math.floor(stream.uniform() * channels);
    for (let step = 0; step < length; step++) {
      const place = (begin + step) * channels + channel;
      const share = (step + 0.5) / length;
      values[place] += height * Math.sin(Math.PI * share) * Math.sin(2 * Math.PI * (label + 1) * share);
      mask[place] = 1;
    }
    return { values, label, mask };
  }
}
