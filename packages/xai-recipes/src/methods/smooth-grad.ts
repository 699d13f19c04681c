import { SmoothGrad } from 'explainable-ai';
import type { Method } from './method';
import { samples, seed, std } from './options';

export const smoothGrad: Method = {
  name: 'SmoothGrad',
  group: 'gradients',
  about: 'The mean gradient of noisy copies of the input.',
  options: [{ ...samples, usual: 50 }, std, seed],
  needs: 'gradients',
  inputs: ['image'],
  create: (model, { samples = 50, std = 0.1, contrast }) => new SmoothGrad(model, samples, std * contrast),
};
