import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { FeatureAblation, Occlusion } from 'explainable-ai';
import { modalities } from '../models/modality';
import type { Method, MethodSettings } from './method';

export const occlusion: Method = {
  name: 'Occlusion',
  group: 'perturbation',
  about: 'By how much the output falls when a window hides a part of the image, or a stretch of a series.',
  options: ['window', 'stride', 'reference'],
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

export const featureAblation: Method = {
  name: 'FeatureAblation',
  group: 'perturbation',
  about: 'By how much the output falls when one square, step of time, word or column after the other is hidden.',
  options: ['window', 'reference'],
  needs: 'any model',
  inputs: modalities,
  create: (model, { sample, window, bag }) => {
    const groups = groupsOf(sample, window);
    return groups ? new FeatureAblation(model, bag.add(groups)) : new FeatureAblation(model);
  },
};

/** The axes of space or time, and that of the channels if there is one: all channels are hidden together in images, not in series. */
function axesOf(sample: readonly number[]): { places: readonly number[]; channels: readonly number[] } {
  return sample.length === 3
    ? { places: sample.slice(0, 2), channels: sample.slice(2) }
    : { places: sample.slice(0, 1), channels: sample.slice(1).map(() => 1) };
}

/** Which elements are hidden together: squares of an image, stretches of a channel of a series; undefined: each on its own. */
function groupsOf(sample: readonly number[], window?: MethodSettings['window']): Tensor | undefined {
  if (sample.length === 3) {
    const [height, width] = sample;
    const side = window ?? Math.ceil(Math.max(height, width) / 28);
    const across = Math.ceil(width / side);
    return numbers([height, width, 1], (pixel) => {
      const [row, column] = [Math.floor(pixel / width), pixel % width];
      return Math.floor(row / side) * across + Math.floor(column / side);
    });
  }
  if (sample.length === 2) {
    const [, channels] = sample;
    return numbers(sample, (at) => Math.floor(Math.floor(at / channels) / (window ?? 1)) * channels + (at % channels));
  }
  return undefined;
}

function numbers(shape: readonly number[], at: (index: number) => number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, index) => at(index)),
    [...shape],
  );
}
