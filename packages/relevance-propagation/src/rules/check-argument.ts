import { ValueError } from 'xai-base';

/** @throws {ValueError} for anything but a finite number of at least 0 */
export function checkNonNegative(argument: string, value: number): void {
  if (Number.isFinite(value) && value >= 0) return;
  const expected = 'a number of at least 0';
  throw new ValueError(`${argument} is ${value}; expected ${expected}.`, { argument, value, expected });
}
