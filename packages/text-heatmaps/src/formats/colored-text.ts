import type { Color } from 'svg-plots';

/** What the formats draw. */
export interface ColoredText {
  readonly words: readonly string[];
  readonly values: readonly number[];
  readonly colors: readonly Color[];
  readonly separator: string;
}

/** A value as a reader wants it: up to four digits. */
export function formatValue(value: number): string {
  return String(Number(value.toPrecision(4)));
}
