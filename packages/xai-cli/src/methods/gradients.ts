import { Gradient, InputTimesGradient, NoiseAugmentation, SmoothGrad } from 'explainable-ai';
import { modalities } from '../models/modality';
import type { Method } from './method';

export const gradient: Method = {
  name: 'Gradient',
  group: 'gradients',
  about: 'How much the output changes with each element of the input.',
  options: [],
  needs: 'gradients',
  inputs: modalities,
  create: (model) => new Gradient(model),
};

export const inputTimesGradient: Method = {
  name: 'InputTimesGradient',
  group: 'gradients',
  about: 'The gradient, times the input.',
  options: [],
  needs: 'gradients',
  inputs: modalities,
  create: (model) => new InputTimesGradient(model),
};

export const smoothGrad: Method = {
  name: 'SmoothGrad',
  group: 'gradients',
  about: 'The mean gradient of noisy copies of the input.',
  options: ['samples', 'std', 'seed'],
  needs: 'gradients',
  inputs: ['image'],
  create: (model, { samples = 50, std = 0.1, contrast }) => new SmoothGrad(model, samples, std * contrast),
};

export const noiseAugmentation: Method = {
  name: 'NoiseAugmentation',
  group: 'gradients',
  about: 'The mean explanation of noisy copies of the input, by another method (InputTimesGradient).',
  options: ['of', 'samples', 'std', 'seed'],
  needs: 'gradients',
  inputs: ['image'],
  of: inputTimesGradient,
  create(model, settings) {
    const { of = inputTimesGradient, samples = 50, std = 0.1, contrast } = settings;
    return new NoiseAugmentation(of.create(model, { ...settings, of: undefined }), samples, std * contrast);
  },
};
