import { DeepLift } from 'explainable-ai';
import { modalities } from '../inputs/modality';
import type { Method } from './method';
import { reference } from './options';

export const deepLift: Method = {
  name: 'DeepLift',
  group: 'references',
  about: 'Differences from the reference, passed back through the layers (rescale rule).',
  options: [{ ...reference, usual: 0 }],
  needs: 'gradients',
  inputs: modalities,
  create: (model) => new DeepLift(model),
};
