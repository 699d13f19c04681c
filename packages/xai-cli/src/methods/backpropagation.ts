import { Deconvnet, GuidedBackprop } from 'explainable-ai';
import type { Method } from './method';

export const guidedBackprop: Method = {
  name: 'GuidedBackprop',
  group: 'backpropagation',
  about: 'The gradient, of which a ReLU passes on what is positive, where it was active.',
  options: [],
  needs: 'gradients',
  create: (model) => new GuidedBackprop(model),
};

export const deconvnet: Method = {
  name: 'Deconvnet',
  group: 'backpropagation',
  about: 'The gradient, of which a ReLU passes on what is positive.',
  options: [],
  needs: 'gradients',
  create: (model) => new Deconvnet(model),
};
