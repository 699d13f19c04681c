import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { TableFileError } from '../../src';
import { numbersOf } from '../../src/tables/numbers';
import { readCsv } from '../../src/tables/read-csv';
import { typicalRow } from '../../src/tables/typical-row';
import { shownValues, valueLabels } from '../../src/tables/value-labels';
import { temporaryFolder } from '../support/xai';

const file = path.join(temporaryFolder(), 'table.csv');
const quoted = (text: string) => `"${text.replace(/"/g, '""')}"`;

test.each([
  [['a']],
  [['mass (g)', 'length, of the beak', 'a "name"']],
  [['toString', 'constructor', '__proto__']],
  [['two\nlines', 'ä€😀', ';']],
])('what was written is read, in either order: %j', async (names) => {
  const rows = [0, -1.5, 1e-300].map((first, row) =>
    names.map((_, column) => (column === 0 ? first : row / (column + 2))),
  );
  const lines = [names.map(quoted), ...rows.map((row) => row.map(String))];
  writeFileSync(file, `\uFEFF${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n\r\n`);
  const read = await readCsv(file);
  expect(read.columns).toEqual(names);
  expect(numbersOf(read, names)).toEqual(rows);
  expect(numbersOf(read, [...names].reverse())).toEqual(rows.map((row) => [...row].reverse()));
});

test('a category is given by its name or by its index', async () => {
  writeFileSync(file, 'sex,mass\nmale,1\n0,2\n');
  const table = await readCsv(file);
  expect(numbersOf(table, ['mass', 'sex'], { sex: ['female', 'male'] })).toEqual([
    [1, 1],
    [2, 0],
  ]);
  expect(() => numbersOf(table, ['sex'], { sex: ['a', 'b'] })).toThrow(TableFileError);
});

test('what is typical: the mean, of categories the most frequent', () => {
  const rows = [
    [1, 7, 0],
    [2, 7, 1],
    [6, 9, 1],
  ];
  expect(typicalRow(rows, [1, 2])).toEqual([3, 7, 1]);
});

test('values are shown with the names of categories', () => {
  const names = ['sex', 'mass'];
  const values = shownValues(names, [1, 3450.25], { sex: ['female', 'male'] });
  expect(values).toEqual(['male', 3450.25]);
  expect(valueLabels(names, values)).toEqual(['sex = male', 'mass = 3450']);
});

test('a quote without end is named with its place', async () => {
  writeFileSync(file, 'a,b\n"1,2\n');
  await expect(readCsv(file)).rejects.toThrow(/is no CSV file: Quote Not Closed.*line 2/);
});
