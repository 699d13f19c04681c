import type { Color } from 'svg-plots';

/** The colours of a colour scheme at equal distances, from its low to its high end; between them it is linear. */
export type ColorTable = readonly Color[];

/** Six hexadecimal digits behind a hash. */
export function toHex(color: Color): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
