import { IntegratedGradients } from 'explainable-ai';
import { modalities } from '../inputs/modality';
import type { Method } from './method';
import { reference, steps } from './options';

export const integratedGradients: Method = {
  name: 'IntegratedGradients',
  group: 'references',
  about:
    'The gradients on the way from the reference to the input, added up: the elements share the difference of the outputs.',
  options: [steps, { ...reference, usual: 0 }],
  needs: 'gradients',
  inputs: modalities,
  create: (model, { steps = 50 }) => new IntegratedGradients(model, steps),
};
