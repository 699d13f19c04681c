import { GradientSHAP } from 'explainable-ai';
import type { Method } from './method';
import { background, reference, samples, seed } from './options';

export const gradientShap: Method = {
  name: 'GradientSHAP',
  group: 'references',
  about: 'Integrated gradients from references that are drawn from a background, at random points of the way.',
  options: [{ ...samples, usual: 50 }, seed, background, { ...reference, usual: 0 }],
  needs: 'gradients',
  inputs: ['image', 'series', 'table'],
  create: (model, { samples = 50, background }) => new GradientSHAP(model, background, samples),
};
