import { ValueError } from 'xai-base';
import type { ColorTable } from './color';
import { inferno } from './inferno';
import { jet } from './jet';

/** A colour scheme by name, or as a table of its colours. */
export type Colorscheme = string | ColorTable;

/** `seismic`, `bwr` and `jet` as matplotlib defines them (matplotlib licence, BSD compatible). */
const tables: ReadonlyMap<string, ColorTable> = new Map<string, ColorTable>([
  ['seismic', [[0, 0, 76.5], [0, 0, 255], [255, 255, 255], [255, 0, 0], [127.5, 0, 0]]], // biome-ignore format: a table
  ['bwr', [[0, 0, 255], [255, 255, 255], [255, 0, 0]]], // biome-ignore format: a table
  ['grays', [[0, 0, 0], [255, 255, 255]]], // biome-ignore format: a table
  ['inferno', inferno],
  ['jet', jet],
]);

/**
 * The names of the colour schemes: diverging, sequential, and a rainbow.
 *
 * @returns the names that the option `colorscheme` takes
 *
 * @example
 * ```ts
 * colorschemeNames(); // => ['seismic', 'bwr', 'grays', 'inferno', 'jet']
 * ```
 */
export function colorschemeNames(): string[] {
  return [...tables.keys()];
}

/** @throws {ValueError} for a name that is none, or a table that is none */
export function colorTable(colorscheme: Colorscheme): ColorTable {
  const table = typeof colorscheme === 'string' ? tables.get(colorscheme) : colorscheme;
  if (isTable(table)) return table;
  const given = typeof colorscheme === 'string' ? `"${colorscheme}"` : JSON.stringify(colorscheme);
  const names = colorschemeNames().join(', ');
  const expected = `one of ${names}, or at least two colours [red, green, blue] with channels in 0..255`;
  throw new ValueError(`colorscheme is ${given}; expected ${expected}.`, {
    argument: 'colorscheme',
    value: colorscheme,
    expected,
  });
}

function isTable(table: unknown): table is ColorTable {
  const isChannel = (channel: unknown) => typeof channel === 'number' && channel >= 0 && channel <= 255;
  const isColor = (color: unknown) => Array.isArray(color) && color.length === 3 && color.every(isChannel);
  return Array.isArray(table) && table.length >= 2 && table.every(isColor);
}
