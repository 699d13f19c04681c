import { KernelSHAP, LIME, RISE } from 'model-agnostic';
import { modalities } from '../models/modality';
import type { Method } from './method';

const common = { group: 'model-agnostic', needs: 'any model', inputs: modalities } as const;

export const rise: Method = {
  ...common,
  name: 'RISE',
  about: 'How high the output is, on average over random masks, when this part can be seen.',
  options: ['samples', 'keep', 'seed', 'reference'],
  create: (model, { hiding, samples: masks, keep: keepProbability }) =>
    new RISE(model, { ...hiding?.RISE, masks, keepProbability }),
};

export const lime: Method = {
  ...common,
  name: 'LIME',
  about: 'The weights of a linear model that says about the same near this input.',
  options: ['samples', 'segments', 'seed', 'reference', 'background'],
  create: (model, { hiding, samples }) => new LIME(model, { ...hiding?.LIME, samples }),
};

export const kernelShap: Method = {
  ...common,
  name: 'KernelSHAP',
  about: 'Shapley values: what each part adds to the output, on average over all orders in which parts are shown.',
  options: ['samples', 'segments', 'seed', 'reference', 'background'],
  create: (model, { hiding, samples }) => new KernelSHAP(model, { ...hiding?.KernelSHAP, samples }),
};
