import { UsageError } from '../errors/errors';
import { type Modality, modalities } from '../models/modality';
import type { Method } from './method';
import { findMethod, methods } from './methods';

/** The method that explains each kind of input when none is named. */
export const usualMethod: Record<Modality, string> = {
  image: 'IntegratedGradients',
  text: 'KernelSHAP',
  series: 'KernelSHAP',
  table: 'KernelSHAP',
};

/**
 * The method for a kind of input: the one named, or the usual one.
 *
 * @throws {UsageError} for an unknown one, or one that does not explain such inputs
 */
export function methodFor(modality: Modality, name: string = usualMethod[modality]): Method {
  const method = findMethod(name);
  if (method.inputs.includes(modality)) return method;
  const expected = `one of ${methods
    .filter(({ inputs }) => inputs.includes(modality))
    .map((one) => one.name)
    .join(', ')}`;
  const takes = modalities.filter((one) => method.inputs.includes(one)).join(' and ');
  throw new UsageError(`${method.name} explains inputs of the kind ${takes}, not ${modality}; expected ${expected}.`, {
    argument: 'method',
    value: name,
    expected,
  });
}
