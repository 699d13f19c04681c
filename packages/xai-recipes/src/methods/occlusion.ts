import { Occlusion } from 'explainable-ai';
import type { Method } from './method';
import { reference, stride, window } from './options';

export const occlusion: Method = {
  name: 'Occlusion',
  group: 'perturbation',
  about: 'By how much the output falls when a window hides a part of the image, or a stretch of a series.',
  options: [window, stride, { ...reference, usual: 0 }],
  needs: 'any model',
  inputs: ['image', 'series'],
  create(model, { sample, window, stride }) {
    const { places, channels } = axesOf(sample);
    const side = window ?? Math.ceil(Math.max(...places) / 7);
    const step = stride ?? Math.ceil(side / 2);
    const along = (length: number) => [...places.map(() => length), ...channels];
    return new Occlusion(model, along(side), { strides: along(step) });
  },
};

/** The axes of space or time, and that of the channels if there is one: all channels are hidden together in images, not in series. */
function axesOf(sample: readonly number[]): { places: readonly number[]; channels: readonly number[] } {
  return sample.length === 3
    ? { places: sample.slice(0, 2), channels: sample.slice(2) }
    : { places: sample.slice(0, 1), channels: sample.slice(1).map(() => 1) };
}
