import type { Color } from 'svg-plots';

/** What the picture of heads draws, by layer, head, row and column. */
export interface ColoredHeads {
  readonly tokens: readonly string[];
  /** What a token (the row) has from another. */
  readonly values: readonly (readonly (readonly (readonly number[])[])[])[];
  /** The colours of the values. */
  readonly colors: readonly (readonly (readonly (readonly Color[])[])[])[];
}
