import { modalities } from '../inputs/modality';
import { createLRP } from './create-lrp';
import type { Method } from './method';
import { composite, logits, rules, unknown } from './options';

export const lrp: Method = {
  name: 'LRP',
  group: 'relevance',
  about: "The output's value, passed back layer by layer as relevance by a composite of rules.",
  options: [composite, rules, logits, unknown],
  needs: 'gradients',
  inputs: modalities,
  readsIds: true,
  create: createLRP,
};
