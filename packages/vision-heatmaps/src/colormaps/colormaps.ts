import { ValueError } from 'xai-base';
import { batlow } from './batlow';
import { berlin } from './berlin';
import { bwr } from './bwr';
import { cividis } from './cividis';
import type { ColormapTable } from './colormap-table';
import { grays } from './grays';
import { inferno } from './inferno';
import { jet } from './jet';
import { magma } from './magma';
import { plasma } from './plasma';
import { RdBu } from './rd-bu';
import { seismic } from './seismic';
import { turbo } from './turbo';
import { vik } from './vik';
import { viridis } from './viridis';

/** A colour map by name, or as a table of its colours. */
export type Colormap = string | ColormapTable;

const tables = new Map<string, ColormapTable>(
  Object.entries({
    ...{ seismic, bwr, RdBu, vik, berlin },
    ...{ grays, viridis, inferno, magma, plasma, cividis, batlow },
    ...{ jet, turbo },
  }),
);

/**
 * The names of all colour maps: diverging, sequential, rainbows, and then those that were registered.
 *
 * @example
 * ```ts
 * colormapNames().includes('seismic'); // => true
 * ```
 */
export function colormapNames(): string[] {
  return [...tables.keys()];
}

/**
 * The table of a colour map.
 *
 * @param colormap a name, or a table, which is checked
 * @throws {ValueError} for a name that is not registered, or a table that is none
 *
 * @example
 * ```ts
 * colormapTable('bwr'); // => [[0, 0, 255], [255, 255, 255], [255, 0, 0]]
 * ```
 */
export function colormapTable(colormap: Colormap): ColormapTable {
  if (typeof colormap !== 'string') return checkTable(colormap);
  const table = tables.get(colormap);
  if (table) return table;
  const expected = `one of ${colormapNames().join(', ')}, or a table of colours`;
  throw new ValueError(`There is no colour map "${colormap}"; expected ${expected}.`, {
    argument: 'colormap',
    value: colormap,
    expected,
  });
}

/**
 * Gives a colour map a name, which works from then on wherever a colour map is asked for. It takes the place of
 * another one of that name.
 *
 * @throws {ValueError} for an empty name or a table that is none
 *
 * @example
 * ```ts
 * registerColormap('embers', hexColors('000000 ff4000 ffe0a0'));
 * colormapTable('embers').length; // => 3
 * ```
 */
export function registerColormap(name: string, table: ColormapTable): void {
  if (typeof name !== 'string' || name === '') {
    const expected = 'a word';
    throw new ValueError(`name is ${JSON.stringify(name)}; expected ${expected}.`, {
      argument: 'name',
      value: name,
      expected,
    });
  }
  tables.set(name, checkTable(table));
}

function checkTable(table: ColormapTable): ColormapTable {
  const isChannel = (channel: unknown) => typeof channel === 'number' && channel >= 0 && channel <= 255;
  const isColor = (color: unknown) => Array.isArray(color) && color.length === 3 && color.every(isChannel);
  if (Array.isArray(table) && table.length >= 2 && table.every(isColor)) return table;
  const expected = 'at least two colours [red, green, blue] with channels in 0..255';
  const bad = Array.isArray(table) ? table.find((color) => !isColor(color)) : table;
  const given = bad === undefined ? `${table?.length} colours` : JSON.stringify(bad);
  throw new ValueError(`The colour table has ${given}; expected ${expected}.`, {
    argument: 'table',
    value: bad ?? table,
    expected,
  });
}
