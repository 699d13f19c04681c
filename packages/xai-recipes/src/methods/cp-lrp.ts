import { CPLRP } from 'relevance-propagation';
import { modalities } from '../inputs/modality';
import type { Method } from './method';

export const cpLrp: Method = {
  name: 'CPLRP',
  group: 'relevance',
  about: 'Relevance through transformers that takes attention as it is: nothing passes through softmax and gates.',
  options: [],
  needs: 'gradients',
  inputs: modalities,
  create: (model) => new CPLRP(model),
};
