import { AttnLRP } from 'relevance-propagation';
import { modalities } from '../inputs/modality';
import type { Method } from './method';
import { logits, unknown } from './options';

export const attnLrp: Method = {
  name: 'AttnLRP',
  group: 'relevance',
  about:
    "Relevance through transformers: the output's value, passed back operator by operator, half to each side of a product.",
  options: [logits, unknown],
  needs: 'gradients',
  inputs: modalities,
  create: (model, { logits, unknown }) => new AttnLRP(model, { logits, unknown }),
};
