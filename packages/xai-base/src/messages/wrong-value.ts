import { ValueError } from '../errors';
import { describeValue } from './describe-value';

/**
 * The error that names an argument, the value it had, and what was expected.
 *
 * @example
 * ```ts
 * wrongValue('keep', 2, 'a share from 0 to 1').message; // => 'keep is 2; expected a share from 0 to 1.'
 * ```
 */
export function wrongValue(argument: string, value: unknown, expected: string): ValueError {
  return new ValueError(`${argument} is ${describeValue(value)}; expected ${expected}.`, { argument, value, expected });
}
