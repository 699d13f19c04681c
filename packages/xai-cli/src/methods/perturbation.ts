import { tensor3d } from '@tensorflow/tfjs-core';
import { FeatureAblation, Occlusion } from 'explainable-ai';
import type { Method } from './method';

export const occlusion: Method = {
  name: 'Occlusion',
  group: 'perturbation',
  about: 'By how much the output falls when a window hides a part of the image.',
  options: ['window', 'stride', 'reference'],
  needs: 'any model',
  create(model, { sample: [height, width, channels], window = Math.ceil(Math.max(height, width) / 7), stride }) {
    const step = stride ?? Math.ceil(window / 2);
    return new Occlusion(model, [window, window, channels], { strides: [step, step, channels] });
  },
};

export const featureAblation: Method = {
  name: 'FeatureAblation',
  group: 'perturbation',
  about: 'By how much the output falls when one square of the image after the other is hidden.',
  options: ['window', 'reference'],
  needs: 'any model',
  create(model, { sample: [height, width], window = Math.ceil(Math.max(height, width) / 28), bag }) {
    const across = Math.ceil(width / window);
    const group = (pixel: number) =>
      Math.floor(Math.floor(pixel / width) / window) * across + Math.floor((pixel % width) / window);
    const groups = Float32Array.from({ length: height * width }, (_, pixel) => group(pixel));
    return new FeatureAblation(model, bag.add(tensor3d(groups, [height, width, 1])));
  },
};
