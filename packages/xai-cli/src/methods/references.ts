import { DeepLift, GradientSHAP, IntegratedGradients, InterpolationAugmentation } from 'explainable-ai';
import { UsageError } from '../errors/errors';
import { modalities } from '../models/modality';
import { smoothGrad } from './gradients';
import type { Method } from './method';

export const integratedGradients: Method = {
  name: 'IntegratedGradients',
  group: 'references',
  about:
    'The gradients on the way from the reference to the input, added up: the elements share the difference of the outputs.',
  options: ['steps', 'reference'],
  needs: 'gradients',
  inputs: modalities,
  create: (model, { steps = 50 }) => new IntegratedGradients(model, steps),
};

export const interpolationAugmentation: Method = {
  name: 'InterpolationAugmentation',
  group: 'references',
  about: 'Another method (SmoothGrad), added up on the way from the reference to the input.',
  options: ['of', 'steps', 'reference'],
  needs: 'gradients',
  inputs: ['image'],
  of: smoothGrad,
  create(model, settings) {
    const { of = smoothGrad, steps = 50 } = settings;
    if (of.isCoarse) {
      const expected = 'a method whose maps have the size of the input, such as Gradient';
      throw new UsageError(`InterpolationAugmentation cannot take the mean of ${of.name}; expected ${expected}.`, {
        argument: '--of',
        value: of.name,
        expected,
      });
    }
    return new InterpolationAugmentation(of.create(model, { ...settings, of: undefined }), steps);
  },
};

export const gradientShap: Method = {
  name: 'GradientSHAP',
  group: 'references',
  about: 'Integrated gradients from references that are drawn from a background, at random points of the way.',
  options: ['samples', 'seed', 'background', 'reference'],
  needs: 'gradients',
  inputs: ['image', 'series', 'table'],
  create: (model, { samples = 50, background }) => new GradientSHAP(model, background, samples),
};

export const deepLift: Method = {
  name: 'DeepLift',
  group: 'references',
  about: 'Differences from the reference, passed back through the layers (rescale rule).',
  options: ['reference'],
  needs: 'gradients',
  inputs: modalities,
  create: (model) => new DeepLift(model),
};
