import { ValueError } from 'xai-base';
import {
  type ColormapTable,
  colorAt,
  colormapNames,
  colormapTable,
  hexColors,
  isDiverging,
  registerColormap,
} from '../../src';

test('colours between entries are linear, and positions outside are moved to the ends', () => {
  const table = hexColors('000000 640a00 c8c8c8');
  expect(colorAt(table, 0.25)).toEqual([50, 5, 0]);
  expect(colorAt(table, 0.75)).toEqual([150, 105, 100]);
  expect(colorAt(table, -3)).toEqual([0, 0, 0]);
  expect(colorAt(table, 2)).toEqual([200, 200, 200]);
  expect(colorAt(table, 0.5)).toEqual([100, 10, 0]);
});

test('a registered colour map is known by its name', () => {
  const table = hexColors('102030 405060');
  registerColormap('dusk', table);
  expect(colormapNames()).toContain('dusk');
  expect(colormapTable('dusk')).toBe(table);
  expect(colormapTable('dusk_r')).toEqual(table.toReversed());
  expect(isDiverging('dusk')).toBe(false);
});

test('a table serves as a colour map', () => {
  expect(colormapTable(hexColors('000000 ffffff'))).toEqual(colormapTable('grays'));
});

test.each([
  [[]],
  [[[0, 0, 0]]],
  [
    [
      [0, 0, 0],
      [0, 0],
    ],
  ],
  [
    [
      [0, 0, 0],
      [0, 0, 256],
    ],
  ],
  [
    [
      [0, 0, 0],
      [0, 0, Number.NaN],
    ],
  ],
  [undefined],
])('rejects the table %j', (table) => {
  expect(() => colormapTable(table as unknown as ColormapTable)).toThrow(ValueError);
  expect(() => registerColormap('broken', table as unknown as ColormapTable)).toThrow(/at least two colours/);
});

test('rejects an empty name and digits that are none', () => {
  expect(() => registerColormap('', hexColors('000000 ffffff'))).toThrow(ValueError);
  expect(() => hexColors('000000 fffff')).toThrow(/"fffff" is not six hexadecimal digits/);
});

test('a name from an object prototype is no colour map', () => {
  expect(() => colormapTable('constructor')).toThrow(ValueError);
});

test('a misspelt name is told the nearest', () => {
  expect(() => colormapTable('virdis')).toThrow('There is no colour map "virdis"; did you mean viridis?');
  expect(() => colormapTable('_r')).toThrow(ValueError);
});

test('a map with _r behind its name is the map turned around, as in matplotlib, and its own name comes first', () => {
  for (const name of colormapNames()) expect(colormapTable(`${name}_r`)).toEqual(colormapTable(name).toReversed());
  registerColormap('dawn_r', hexColors('000000 ffffff'));
  expect(colormapTable('dawn_r')).toEqual(hexColors('000000 ffffff'));
  expect(() => colormapTable('seismic_r_r')).toThrow(ValueError);
});

test('a registered map that bears the name of a turned one is drawn as it is', () => {
  expect(isDiverging('berlin_r')).toBe(true);
  registerColormap('berlin_r', hexColors('000000 ffffff'));
  expect(isDiverging('berlin_r')).toBe(false);
  registerColormap('berlin_r', colormapTable('berlin').toReversed());
});

test('red is negative in RdBu, as ColorBrewer, matplotlib and ColorSchemes.jl have it, and positive in all other diverging maps', () => {
  const redder = ([red, , blue]: readonly number[]) => Math.sign(red - blue);
  const names = colormapNames().filter(isDiverging);
  expect(names).toEqual(['seismic', 'bwr', 'RdBu', 'vik', 'berlin']);
  for (const name of names) {
    const ends = [colormapTable(name)[0], colormapTable(name).at(-1)!].map(redder);
    expect(ends).toEqual(name === 'RdBu' ? [1, -1] : [-1, 1]);
    if (name !== 'berlin') expect(isDiverging(`${name}_r`)).toBe(true);
  }
});
