import { wrongValue } from 'xai-base';

/** The smallest positive number of float32. */
const smallest = 2 ** -149;

/** @throws {ValueError} for anything but a number of at least 0 that float32 can hold */
export function checkNonNegative(argument: string, value: number): void {
  check(argument, value, isNumber(value) && value >= 0, 'a number of at least 0');
}

/** @throws {ValueError} for a stabilizer that is 0 in float32, under which relevance may be divided by 0 */
export function checkStabilizer(argument: string, value: number): void {
  const expected = `a number of at least ${smallest.toPrecision(2)}, the smallest of float32 (without epsilon: new ZeroRule())`;
  check(argument, value, isNumber(value) && value >= smallest, expected);
}

/** @throws {ValueError} for anything but true, false or nothing */
export function checkBoolean(argument: string, value: unknown): void {
  check(argument, value, value === undefined || typeof value === 'boolean', 'true or false');
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(Math.fround(value));
}

function check(argument: string, value: unknown, isRight: boolean, expected: string): void {
  if (isRight) return;
  throw wrongValue(argument, value, expected);
}
