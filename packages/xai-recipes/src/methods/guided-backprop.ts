import { GuidedBackprop } from 'explainable-ai';
import { modalities } from '../inputs/modality';
import type { Method } from './method';

export const guidedBackprop: Method = {
  name: 'GuidedBackprop',
  group: 'backpropagation',
  about: 'The gradient, of which a ReLU passes on what is positive, where it was active.',
  options: [],
  needs: 'gradients',
  inputs: modalities,
  create: (model) => new GuidedBackprop(model),
};
