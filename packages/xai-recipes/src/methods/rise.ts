import { RISE } from 'model-agnostic';
import { modalities } from '../inputs/modality';
import type { Method } from './method';
import { keep, reference, samples, seed } from './options';

export const rise: Method = {
  name: 'RISE',
  group: 'model-agnostic',
  about: 'How high the output is, on average over random masks, when this part can be seen.',
  options: [{ ...samples, usual: 1000 }, keep, seed, { ...reference, usual: 0 }],
  needs: 'any model',
  inputs: modalities,
  create: (model, { hiding, samples: masks, keep: keepProbability }) =>
    new RISE(model, { ...hiding?.RISE, masks, keepProbability }),
};
