import { describeValue } from 'xai-base';
import { UsageError } from './errors';

/**
 * The error about an option's value that is none.
 *
 * @param option such as `--out`
 */
export function wrongOption(option: string, value: string, expected: string): UsageError {
  return new UsageError(`${option} is ${describeValue(value)}; expected ${expected}.`, {
    argument: option,
    value,
    expected,
  });
}
