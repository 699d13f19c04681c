import type { Color } from 'svg-plots';
import type { ColorTable } from './color';

/** The colour at a position from 0 (the low end) to 1, linear between the table's entries and rounded to integers. */
export function colorAt(table: ColorTable, position: number): Color {
  const place = position * (table.length - 1);
  const index = Math.min(Math.floor(place), table.length - 2);
  const low = table[index];
  const high = table[index + 1];
  const mix = (channel: 0 | 1 | 2) => low[channel] + (high[channel] - low[channel]) * (place - index);
  const [red, green, blue] = Uint8ClampedArray.of(mix(0), mix(1), mix(2)); // rounds as a picture's pixels do
  return [red, green, blue];
}
