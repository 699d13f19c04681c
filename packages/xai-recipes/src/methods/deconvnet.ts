import { Deconvnet } from 'explainable-ai';
import { modalities } from '../inputs/modality';
import type { Method } from './method';

export const deconvnet: Method = {
  name: 'Deconvnet',
  group: 'backpropagation',
  about: 'The gradient, of which a ReLU passes on what is positive.',
  options: [],
  needs: 'gradients',
  inputs: modalities,
  create: (model) => new Deconvnet(model),
};
