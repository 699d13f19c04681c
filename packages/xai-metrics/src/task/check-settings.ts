import { wrongValue } from 'xai-base';

/**
 * Checks a setting of a metric.
 *
 * @param argument its name, for the message
 * @param isValid whether the value will do
 * @param expected what would, for the message
 * @throws {ValueError} when it will not
 */
export function checkSetting(argument: string, value: unknown, isValid: boolean, expected: string): void {
  if (isValid) return;
  throw wrongValue(argument, value, expected);
}

/** @throws {ValueError} for what is no number above 0 */
export function checkAboveZero(argument: string, value: number): void {
  checkSetting(argument, value, Number.isFinite(value) && value > 0, 'a number above 0');
}

/** @throws {ValueError} for what is not true or false */
export function checkFlag(argument: string, value: unknown): void {
  checkSetting(argument, value, typeof value === 'boolean', 'true or false');
}

/** Most relevant first, or least relevant first: the same order backwards. */
export type Order = 'morf' | 'lerf';

/** @throws {ValueError} for what is no order */
export function checkOrder(order: Order): void {
  const expected = "'morf' (most relevant first) or 'lerf' (least relevant first)";
  checkSetting('order', order, order === 'morf' || order === 'lerf', expected);
}
