import { LIME } from 'model-agnostic';
import { modalities } from '../inputs/modality';
import type { Method } from './method';
import { background, reference, samples, seed, segments } from './options';

export const lime: Method = {
  name: 'LIME',
  group: 'model-agnostic',
  about: 'The weights of a linear model that says about the same near this input.',
  options: [
    { ...samples, usual: 1000 },
    segments,
    seed,
    { ...reference, usual: 'the mean colours of the parts' },
    background,
  ],
  needs: 'any model',
  inputs: modalities,
  create: (model, { hiding, samples }) => new LIME(model, { ...hiding?.LIME, samples }),
};
