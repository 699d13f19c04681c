import { checkPositiveInteger, type RandomStream, wrongValue } from 'xai-base';
import type { MaskDrawer, MaskRequest, MaskSource } from './mask-source';
import { hideSome, maskedCount } from './masked-count';

/** Which parts of a time series RISE hides at once: steps of time, channels, or a third of the masks each: steps, channels, both. */
export type TimeMaskKind = 'time' | 'channels' | 'both';

/**
 * Masks for the values of a time series `[time, channels]`. Steps: as many uniform numbers as the resolution, read at
 * `offset + t / (T - 1) (resolution - 2)` with linear interpolation; the steps with the smallest ones are hidden, in all channels. Channels: some are
 * hidden all the time. Both: products of the two, each with the root of the keep probability.
 *
 * @param resolution how many numbers there are; at least 3. A series no longer than that has a number of its own for each step.
 * @param kind what is hidden; by default `'time'` for one channel, `'both'` for more
 * @throws {ValueError} for a resolution that is no integer of at least 3
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.mean(x, 1);
 * const rise = new RISE(model, { masks: 10, keepProbability: 0.5, maskSource: timeMasks(4, 'time'), seed: 1 });
 * (await analyze(tf.ones([1, 12, 2]), rise)).val.shape; // => [1, 12, 2]
 * ```
 */
export function timeMasks(resolution: number, kind?: TimeMaskKind): MaskSource {
  checkPositiveInteger('featureResolution', resolution);
  if (resolution < 3) throw wrongValue('featureResolution', resolution, 'at least 3 for a time series');
  return (request) => {
    const channels = request.features.shape[1];
    const chosen = kind ?? (channels === 1 ? 'time' : 'both');
    if (chosen === 'time') return stepMasks(request, resolution, request.keepProbability);
    if (chosen === 'channels') return channelMasks(request, request.keepProbability);
    return mixedMasks(request, resolution);
  };
}

/** A third of the masks of each kind, in turn; what is left over are products. */
function mixedMasks(request: MaskRequest, resolution: number): MaskDrawer {
  const root = Math.sqrt(request.keepProbability);
  const steps = stepMasks(request, resolution, request.keepProbability);
  const channels = channelMasks(request, request.keepProbability);
  const stepsOfProduct = stepMasks(request, resolution, root);
  const channelsOfProduct = channelMasks(request, root);
  const whole = 3 * Math.floor(request.masks / 3);
  const other = new Float32Array(request.features.count);
  return (index, mask) => {
    const turn = index < whole ? index % 3 : 2;
    if (turn === 0) return steps(index, mask);
    if (turn === 1) return channels(index, mask);
    stepsOfProduct(index, mask);
    channelsOfProduct(index, other);
    for (let element = 0; element < mask.length; element++) mask[element] *= other[element];
  };
}

function stepMasks({ features, random }: MaskRequest, resolution: number, keepProbability: number): MaskDrawer {
  const [time, channels] = features.shape;
  const size = Math.min(resolution, time);
  return (_, mask) => {
    const numbers = Float64Array.from({ length: size }, () => random.uniform());
    const levels = timeLevels(numbers, random.uniform(), time);
    const kept = hideSmallest(levels, maskedCount(time, keepProbability, random));
    for (let element = 0; element < mask.length; element++) mask[element] = kept[Math.floor(element / channels)];
  };
}

/** How many channels are hidden is drawn once, as published. */
function channelMasks({ features, random }: MaskRequest, keepProbability: number): MaskDrawer {
  const kept = new Float32Array(features.shape[1]);
  const hidden = maskedCount(kept.length, keepProbability, random);
  return (_, mask) => {
    hideSome(kept, hidden, random as RandomStream);
    for (let element = 0; element < mask.length; element++) mask[element] = kept[element % kept.length];
  };
}

/** The uniform numbers, read along the series with linear interpolation; as they are when there is one a step. */
export function timeLevels(numbers: ArrayLike<number>, offset: number, time: number): Float64Array {
  if (numbers.length === time) return Float64Array.from(numbers);
  return Float64Array.from({ length: time }, (_, t) => {
    const position = offset + (t / (time - 1)) * (numbers.length - 2);
    const before = Math.min(numbers.length - 2, Math.floor(position));
    return numbers[before] + (position - before) * (numbers[before + 1] - numbers[before]);
  });
}

/** 0 at the smallest levels, of equal ones at the first, else 1. */
export function hideSmallest(levels: Float64Array, hidden: number): Uint8Array {
  const order = Array.from(levels, (_, index) => index).sort((a, b) => levels[a] - levels[b] || a - b);
  const kept = new Uint8Array(levels.length).fill(1);
  for (const index of order.slice(0, hidden)) kept[index] = 0;
  return kept;
}
