import type { Color } from 'svg-plots';

/** What the formats draw: tokens, and for each of the last ones values and colours of those before it. */
export interface ColoredRows {
  readonly tokens: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly colors: readonly (readonly Color[])[];
}
