import { KernelSHAP } from 'model-agnostic';
import { modalities } from '../inputs/modality';
import type { Method } from './method';
import { background, reference, samples, seed, segments } from './options';

export const kernelShap: Method = {
  name: 'KernelSHAP',
  group: 'model-agnostic',
  about: 'Shapley values: what each part adds to the output, on average over all orders in which parts are shown.',
  options: [
    { ...samples, usual: 'by the number of features' },
    segments,
    seed,
    { ...reference, usual: 'the mean colours of the image' },
    background,
  ],
  needs: 'any model',
  inputs: modalities,
  create: (model, { hiding, samples }) => new KernelSHAP(model, { ...hiding?.KernelSHAP, samples }),
};
