import { checkPositiveInteger } from 'xai-base';
import { resample } from './resample';
import type { Sound } from './sound';

/**
 * A recording as a model takes it: the mean of its channels, at another rate.
 *
 * @param rate samples a second; the recording's own by default
 * @returns from -1 to 1
 * @throws {ValueError} for a rate that is no positive integer
 *
 * @example
 * ```ts
 * const stereo = { rate: 8000, channels: [Float32Array.of(0, 1), Float32Array.of(0, 0.5)] };
 * monoAt(stereo); // => [0, 0.75]
 * ```
 */
export function monoAt({ rate: own, channels }: Sound, rate = own): Float32Array {
  checkPositiveInteger('rate', rate);
  const mean = channels[0].map((_, at) => channels.reduce((sum, channel) => sum + channel[at], 0) / channels.length);
  return rate === own ? mean : resample(mean, own, rate);
}
