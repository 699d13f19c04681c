import { Gradient } from 'explainable-ai';
import { modalities } from '../inputs/modality';
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
