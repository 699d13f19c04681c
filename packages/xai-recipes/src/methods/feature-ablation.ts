import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { FeatureAblation } from 'explainable-ai';
import { sizeOf } from 'xai-base';
import { modalities } from '../inputs/modality';
import type { Method, MethodSettings } from './method';
import { reference, window } from './options';

export const featureAblation: Method = {
  name: 'FeatureAblation',
  group: 'perturbation',
  about: 'By how much the output falls when one square, step of time, word or column after the other is hidden.',
  options: [window, { ...reference, usual: 0 }],
  needs: 'any model',
  inputs: modalities,
  create: (model, { sample, window, bag }) => {
    const groups = groupsOf(sample, window);
    return groups ? new FeatureAblation(model, bag.add(groups)) : new FeatureAblation(model);
  },
};

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
  if (window !== undefined) return numbers(sample, (at) => Math.floor(at / window)); // stretches of a recording
  return undefined;
}

function numbers(shape: readonly number[], at: (index: number) => number): Tensor {
  const size = sizeOf(shape);
  return tensor(
    Float32Array.from({ length: size }, (_, index) => at(index)),
    [...shape],
  );
}
