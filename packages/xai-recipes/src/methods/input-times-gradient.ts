import { InputTimesGradient } from 'explainable-ai';
import { modalities } from '../inputs/modality';
import type { Method } from './method';

export const inputTimesGradient: Method = {
  name: 'InputTimesGradient',
  group: 'gradients',
  about: 'The gradient, times the input.',
  options: [],
  needs: 'gradients',
  inputs: modalities,
  create: (model) => new InputTimesGradient(model),
};
