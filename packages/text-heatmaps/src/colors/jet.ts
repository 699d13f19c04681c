import type { Color } from 'svg-plots';
import type { ColorTable } from './color';

/** A channel's corners in matplotlib's definition: position and brightness, linear in between. */
type Corners = readonly (readonly [position: number, brightness: number])[];

const red: Corners = [[0, 0], [0.35, 0], [0.66, 1], [0.89, 1], [1, 0.5]]; // biome-ignore format: a table
const green: Corners = [[0, 0], [0.125, 0], [0.375, 1], [0.64, 1], [0.91, 0], [1, 0]]; // biome-ignore format: a table
const blue: Corners = [[0, 0.5], [0.11, 1], [0.34, 1], [0.65, 0], [1, 0]]; // biome-ignore format: a table

/** All corners lie at multiples of 1/200, so that this many entries are exact. */
const ENTRIES = 201;

/**
 * Rainbow, dark blue over green to dark red: the habit for class activation maps. The definition of matplotlib.
 *
 * @license matplotlib licence (BSD compatible)
 */
export const jet: ColorTable = Array.from({ length: ENTRIES }, (_, entry): Color => {
  const at = (corners: Corners) => 255 * interpolate(corners, entry / (ENTRIES - 1));
  return [at(red), at(green), at(blue)];
});

function interpolate(corners: Corners, position: number): number {
  const next = Math.max(1, corners.findIndex(([corner]) => corner >= position)); // biome-ignore format: one idea
  const [from, low] = corners[next - 1];
  const [to, high] = corners[next];
  return low + ((high - low) * (position - from)) / (to - from);
}
