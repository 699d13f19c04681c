import type { Color, ColormapTable } from './colormap-table';

/**
 * The colour at a position of a colour map: linear between the table's entries.
 *
 * @param table the colour map
 * @param position 0 is the low end, 1 the high one; positions outside are moved to the nearer end
 * @returns red, green and blue in 0..255, not rounded
 *
 * @example
 * ```ts
 * colorAt(hexColors('000000 ff8000'), 0.5); // => [127.5, 64, 0]
 * ```
 */
export function colorAt(table: ColormapTable, position: number): Color {
  const place = Math.min(Math.max(position, 0), 1) * (table.length - 1);
  const index = Math.min(Math.floor(place), table.length - 2);
  const low = table[index];
  const high = table[index + 1];
  const mix = (channel: 0 | 1 | 2) => low[channel] + (high[channel] - low[channel]) * (place - index);
  return [mix(0), mix(1), mix(2)];
}
