import { describeValue, nearest, ValueError } from 'xai-base';
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

const diverging: ReadonlySet<string> = new Set(['seismic', 'bwr', 'RdBu', 'vik', 'berlin']);

const tables = new Map<string, ColormapTable>(
  Object.entries({
    ...{ seismic, bwr, RdBu, vik, berlin },
    ...{ grays, viridis, inferno, magma, plasma, cividis, batlow },
    ...{ jet, turbo },
  }),
);

/** Behind the name of a colour map: from its high end to its low one, as in matplotlib. */
const REVERSED = '_r';

/**
 * The names of all colour maps: diverging, sequential, rainbows, and then those that were registered. Each is known with `_r` behind
 * it, too, which turns it around.
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
 * @param colormap a name, a name and `_r`, or a table, which is checked
 * @throws {ValueError} for a name that is not registered, naming the nearest that is, or a table that is none
 *
 * @example
 * ```ts
 * colormapTable('bwr'); // => [[0, 0, 255], [255, 255, 255], [255, 0, 0]]
 * colormapTable('grays_r'); // => [[255, 255, 255], [0, 0, 0]]
 * ```
 */
export function colormapTable(colormap: Colormap): ColormapTable {
  if (typeof colormap !== 'string') return checkTable(colormap, 'colormap');
  const table = tables.get(colormap);
  if (table) return table;
  const turned = isTurned(colormap) ? tables.get(withoutTurn(colormap)) : undefined;
  if (turned) return turned.toReversed();
  const guess = nearest(colormap, colormapNames());
  const expected = `one of ${colormapNames().join(', ')}, one of them with ${REVERSED} behind it, or a table of colours`;
  const way = guess ? `; did you mean ${guess}? Expected ${expected}.` : `; expected ${expected}.`;
  throw new ValueError(`There is no colour map ${describeValue(colormap)}${way}`, {
    argument: 'colormap',
    value: colormap,
    expected,
  });
}

/**
 * Whether a colour map of that name has a middle that means zero; a table of one's own is drawn as it is.
 *
 * @example
 * ```ts
 * ['vik', 'vik_r', 'viridis'].map(isDiverging); // => [true, true, false]
 * ```
 */
export function isDiverging(colormap: Colormap): boolean {
  return typeof colormap === 'string' && diverging.has(withoutTurn(colormap)) && tables.has(withoutTurn(colormap));
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
    throw new ValueError(`name is ${describeValue(name)}; expected ${expected}.`, {
      argument: 'name',
      value: name,
      expected,
    });
  }
  tables.set(name, checkTable(table, 'table'));
}

function isTurned(name: string): boolean {
  return name.endsWith(REVERSED);
}

function withoutTurn(name: string): string {
  return isTurned(name) && !tables.has(name) ? name.slice(0, -REVERSED.length) : name;
}

function checkTable(table: ColormapTable, argument: string): ColormapTable {
  const isChannel = (channel: unknown) => typeof channel === 'number' && channel >= 0 && channel <= 255;
  const isColor = (color: unknown) => Array.isArray(color) && color.length === 3 && color.every(isChannel);
  if (Array.isArray(table) && table.length >= 2 && table.every(isColor)) return table;
  const bad = Array.isArray(table) ? table.find((color) => !isColor(color)) : table;
  const isShort = Array.isArray(table) && bad === undefined;
  const given = isShort ? `a table of ${table.length} colours` : describeValue(bad);
  const expected = 'at least two colours [red, green, blue] with channels in 0..255, or the name of a colour map';
  const holds = Array.isArray(table) && !isShort ? 'holds' : 'is';
  throw new ValueError(`${argument} ${holds} ${given}; expected ${expected}.`, {
    argument,
    value: bad ?? table,
    expected,
  });
}
