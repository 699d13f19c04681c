import { NoiseAugmentation } from 'explainable-ai';
import { inputTimesGradient } from './input-times-gradient';
import type { Method } from './method';
import { of, samples, seed, std } from './options';

export const noiseAugmentation: Method = {
  name: 'NoiseAugmentation',
  group: 'gradients',
  about: 'The mean explanation of noisy copies of the input, by another method (InputTimesGradient).',
  options: [of, { ...samples, usual: 50 }, std, seed],
  needs: 'gradients',
  inputs: ['image'],
  of: inputTimesGradient,
  create(model, settings) {
    const { of = inputTimesGradient, samples = 50, std = 0.1, contrast } = settings;
    return new NoiseAugmentation(of.create(model, { ...settings, of: undefined }), samples, std * contrast);
  },
};
