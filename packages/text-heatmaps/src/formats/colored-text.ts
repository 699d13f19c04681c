import type { Color } from 'svg-plots';

/** What the formats draw. */
export interface ColoredText {
  readonly words: readonly string[];
  readonly values: readonly number[];
  readonly colors: readonly Color[];
  readonly separator: string;
}

/** A value as a reader wants it: four digits, and all of those before the decimal point. */
export function formatValue(value: number): string {
  const whole = Math.abs(value) < 1 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1;
  return String(Number(value.toPrecision(Math.min(Math.max(whole, 4), 15))));
}
