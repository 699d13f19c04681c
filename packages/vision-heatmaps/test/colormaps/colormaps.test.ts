import { ValueError } from 'xai-base';
import {
  type ColormapTable,
  colorAt,
  colormapNames,
  colormapTable,
  ExtremaColormap,
  hexColors,
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
  expect(new ExtremaColormap('dusk').table).toBe(table);
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
