import { describeValue, ValueError } from 'xai-base';

/** The error that names an argument, the value it had, and what was expected. */
export function wrongValue(argument: string, value: unknown, expected: string): ValueError {
  return new ValueError(`${argument} is ${describeValue(value)}; expected ${expected}.`, { argument, value, expected });
}
