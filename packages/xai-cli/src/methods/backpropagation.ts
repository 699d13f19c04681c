import { Deconvnet, GuidedBackprop } from 'explainable-ai';
import { modalities } from '../models/modality';
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

export const deconvnet: Method = {
  name: 'Deconvnet',
  group: 'backpropagation',
  about: 'The gradient, of which a ReLU passes on what is positive.',
  options: [],
  needs: 'gradients',
  inputs: modalities,
  create: (model) => new Deconvnet(model),
};
