import {
  type Composite,
  EpsilonAlpha2Beta1,
  EpsilonAlpha2Beta1Flat,
  EpsilonPlus,
  EpsilonPlusFlat,
  ExcitationBackprop,
} from 'relevance-propagation';
import { describeValue } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { type CompositeName, compositeNames } from './composite-names';

const composites: Readonly<Record<CompositeName, () => Composite | undefined>> = {
  EpsilonPlus: () => new EpsilonPlus(),
  EpsilonPlusFlat: () => new EpsilonPlusFlat(),
  EpsilonAlpha2Beta1: () => new EpsilonAlpha2Beta1(),
  EpsilonAlpha2Beta1Flat: () => new EpsilonAlpha2Beta1Flat(),
  ExcitationBackprop: () => new ExcitationBackprop(),
  Zero: () => undefined,
};

/**
 * The composite of a name; upper and lower case do not count.
 *
 * @throws {RecipeError} for an unknown one
 */
export function findComposite(name: string): Composite | undefined {
  const known = compositeNames.find((one) => one.toLowerCase() === name.toLowerCase());
  if (known) return composites[known]();
  const expected = `one of ${compositeNames.join(', ')}`;
  throw new RecipeError(`There is no composite ${describeValue(name)}; expected ${expected}.`, {
    argument: 'recipe.method.composite',
    value: name,
    expected,
  });
}
