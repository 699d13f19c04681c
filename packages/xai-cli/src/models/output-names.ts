import { describeValue, nearest } from 'xai-base';
import { listNames } from 'xai-recipes';
import { UsageError } from '../errors/errors';
import type { Meta } from './meta';

/** The name of an output, where the description of the model has one: a class, or what a regression predicts. */
export function nameOfOutput(index: number, meta?: Meta): string | undefined {
  return meta?.classes?.[index] ?? (meta?.task === 'regression' && index === 0 ? meta.target : undefined);
}

/**
 * The index of an output that is given by its index, or by the name of its class.
 *
 * @param option such as `--output`, for the message
 * @throws {UsageError} when it is neither
 */
export function findOutput(option: string, given: string, meta?: Meta): number {
  if (/^\d+$/.test(given.trim())) return Number(given);
  const { classes = [] } = meta ?? {};
  const place = classes.findIndex((name) => name.toLowerCase() === given.toLowerCase());
  if (place >= 0) return place;
  const guess = /\p{L}/u.test(given) ? nearest(given, classes) : undefined;
  const names =
    classes.length > 0 ? `or one of ${listNames(classes)}` : 'as no meta.json beside the model names its classes';
  const hint = guess ? `Did you mean ${guess}?` : `Expected an integer of at least 0, ${names}.`;
  throw new UsageError(`${option} is ${describeValue(given)}. ${hint}`, {
    argument: option,
    value: given,
    expected: hint,
  });
}
