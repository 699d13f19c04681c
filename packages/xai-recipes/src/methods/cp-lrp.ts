import { CPLRP } from 'relevance-propagation';
import { modalities } from '../inputs/modality';
import type { Method } from './method';
import { logits } from './options';

export const cpLrp: Method = {
  name: 'CPLRP',
  group: 'relevance',
  about: 'Relevance through transformers that takes attention as it is: nothing passes through softmax and gates.',
  options: [logits],
  needs: 'gradients',
  inputs: modalities,
  create: (model, { logits }) => new CPLRP(model, { logits }),
};
