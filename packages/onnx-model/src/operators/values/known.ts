import { ModelError } from 'xai-base';
import { HostValue } from './host-value';
import type { Value } from './value';

/**
 * A value that an operator must know while the program is made, such as a shape.
 *
 * @param role what it is, for the error
 * @throws {ModelError} when it depends on the values of the input
 */
export function known(value: Value, role: string): HostValue {
  if (value instanceof HostValue) return value;
  throw new ModelError(
    `${role} depends on the values of the model's input, not only on its shape; such a model is no program that can be differentiated. ` +
      'Use a method without gradients, with OnnxModel.load.',
    { argument: 'model', expected: `${role}, known from the shapes` },
  );
}

/** A list of numbers that must be known while the program is made. */
export const knownNumbers = (value: Value, role: string): number[] => Array.from(known(value, role).data);

/** A number that must be known while the program is made. */
export const knownNumber = (value: Value, role: string): number => known(value, role).data[0];
