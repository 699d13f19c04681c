import { InterpolationAugmentation } from 'explainable-ai';
import { RecipeError } from '../errors/errors';
import type { Method } from './method';
import { of, reference, steps } from './options';
import { smoothGrad } from './smooth-grad';

export const interpolationAugmentation: Method = {
  name: 'InterpolationAugmentation',
  group: 'references',
  about: 'Another method (SmoothGrad), added up on the way from the reference to the input.',
  options: [of, steps, { ...reference, usual: 0 }],
  needs: 'gradients',
  inputs: ['image'],
  of: smoothGrad,
  create(model, settings) {
    const { of = smoothGrad, steps = 50 } = settings;
    if (of.isCoarse) {
      const expected = 'a method whose maps have the size of the input, such as Gradient';
      throw new RecipeError(`InterpolationAugmentation cannot take the mean of ${of.name}; expected ${expected}.`, {
        argument: 'recipe.method.of',
        value: of.name,
        expected,
      });
    }
    return new InterpolationAugmentation(of.create(model, { ...settings, of: undefined }), steps);
  },
};
