import { describeValue, nearest } from 'xai-base';
import { UsageError } from '../errors/errors';
import { listNames } from '../errors/list-names';

/**
 * Where columns with categories stand in the model's input.
 *
 * @throws {UsageError} for a name that is none of the input's
 */
export function columnIndices(names: readonly string[], categorical: readonly string[]): number[] {
  return categorical.map((name) => {
    const place = names.indexOf(name);
    if (place >= 0) return place;
    const guess = nearest(name, names);
    const hint = guess ? `did you mean ${guess}?` : `expected one of ${listNames(names)}.`;
    throw new UsageError(`--categorical names ${describeValue(name)}, which the model does not take; ${hint}`, {
      argument: '--categorical',
      value: name,
      expected: guess ?? listNames(names),
    });
  });
}
