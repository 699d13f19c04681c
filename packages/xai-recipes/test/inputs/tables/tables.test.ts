import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { TableFileError } from '../../../src';
import { fillMissing, isMissing, missingOf } from '../../../src/inputs/tables/missing';
import { numbersOf } from '../../../src/inputs/tables/numbers';
import { readCategories } from '../../../src/inputs/tables/read-categories';
import { readRows } from '../../../src/inputs/tables/read-rows';
import { typicalRow } from '../../../src/inputs/tables/typical-row';
import { shownValues, valueLabels } from '../../../src/inputs/tables/value-labels';
import { diskFiles } from '../../../src/node/disk-files';
import { temporaryFolder } from '../../support/temporary-folder';

const readCsv = (name: string) => readRows(diskFiles(), name);

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
  expect(numbersOf(table, ['mass', 'sex'], { categories: { sex: ['female', 'male'] } })).toEqual([
    [1, 1],
    [2, 0],
  ]);
  for (const categories of [{ sex: ['a', 'b'] }, { sex: ['male'] }])
    expect(numbersOf({ ...table, rows: [['0', '1']] }, ['sex'], { categories })).toEqual([[0]]);
  for (const cell of ['2', '-1', '0.5', '1e1', '0x1', 'female ', ''])
    expect(() => numbersOf({ ...table, rows: [[cell, '1']] }, ['sex'], { categories: { sex: ['a', 'b'] } })).toThrow(
      TableFileError,
    );
});

const rows = (text: string | Uint8Array, names = ['a', 'ä']) => {
  writeFileSync(file, text);
  return readCsv(file).then((table) => numbersOf(table, names));
};

test.each([',', ';', '\t', '|'])('between cells may stand %j', async (mark) => {
  expect(await rows(`a${mark}ä\n1.5${mark}-2\n`)).toEqual([[1.5, -2]]);
  expect(await rows(`"a"${mark}"ä"\n"1.5"${mark}2e3\n`)).toEqual([[1.5, 2000]]);
  expect(await rows(`"a, b; c\td\n"${mark}ä\n1${mark}2\n`, ['ä'])).toEqual([[2]]);
});

test('decimal commas, where no commas stand between cells; not both marks', async () => {
  expect(await rows('a;ä\n1,5;-0,25\n,5;2\n1,5e-2;+3\n')).toEqual([
    [1.5, -0.25],
    [0.5, 2],
    [0.015, 3],
  ]);
  expect(await rows('a\tä\n1.5\t2\n')).toEqual([[1.5, 2]]);
  await expect(rows('a;ä\n1,5;1.5\n')).rejects.toThrow('expected a number with a decimal comma');
  await expect(rows('a;ä\n1,5;1.234\n')).rejects.toThrow('one number or another; expected 1234 or 1,234');
  await expect(rows('a,ä\n"1,234",2\n')).rejects.toThrow('expected 1234 or 1.234');
  await expect(rows('a,ä\n"1,5",2\n')).rejects.toThrow('has "1,5" in row 0');
});

test.each([
  ['a,ä\n"1,234,567","-1,234.5"\n', [1234567, -1234.5]],
  ['a;ä\n1.234.567;-1.234,5\n', [1234567, -1234.5]],
  ['a;ä\n1 234,5;12\u00a0345\n', [1234.5, 12345]],
  ["a;ä\n1'234.5;1\u202f000\n", [1234.5, 1000]],
  ['a,ä\n\u22121.5,1\n', [-1.5, 1]],
])('thousands apart, where they can be nothing else: %j', async (text, row) => expect(await rows(text)).toEqual([row]));

test.each([
  ['sep=;\r\na;ä\r\n1,5;2\r\n', [1.5, 2]],
  ['"sep=,"\na,ä\n1.5,2\n', [1.5, 2]],
  ['SEP=|\na|ä\n1.5|2\n', [1.5, 2]],
  ['sep=;\na,b;ä\n1;2\n', [1, 2]],
])('Excel says in the first line what stands between cells: %j', async (text, row) => {
  const names = text.includes('a,b') ? ['a,b', 'ä'] : ['a', 'ä'];
  expect(await rows(text, names)).toEqual([row]);
});

test('a first line of numbers is a row, unless it has the names that are looked for, or those of pandas', async () => {
  const table = async (text: string, names?: string[]) => {
    writeFileSync(file, text);
    const { columns, rows, warnings } = await readRows(diskFiles(), file, names);
    return { columns, rows, warns: warnings?.length ?? 0 };
  };
  const first = {
    columns: ['column 0', 'column 1'],
    rows: [
      ['1.5', '-2'],
      ['3', '4'],
    ],
    warns: 1,
  };
  expect(await table('1.5,-2\n3,4\n')).toEqual(first);
  expect(await table('1.5,-2\n3,4\n', ['a', 'b'])).toEqual({ ...first, columns: ['a', 'b'] });
  const years = { columns: ['2001', '2002'], rows: [['3', '4']], warns: 0 };
  expect(await table('2001,2002\n3,4\n', ['2002', '2001'])).toEqual(years);
  expect(await table('0,1\n3,4\n')).toEqual({ columns: ['0', '1'], rows: [['3', '4']], warns: 0 });
  await expect(table('1.5,-2\n3,4\n', ['a'])).rejects.toThrow('has 2 columns without names; expected 1, for a');
});

test('encodings of spreadsheets', async () => {
  const text = 'a;ä\n1,5;2\n';
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const bytes of [
    little,
    Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
    big,
    Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
    Buffer.from(text, 'latin1'),
    Buffer.from(`\uFEFF${text}`),
  ])
    expect(await rows(bytes)).toEqual([[1.5, 2]]);
});

test.each(['0x27', '0b1', '0o7', '1_000', 'Infinity', '1e999', '5 6', '--5', 'e5', '.', 'NaN', ''])(
  '%j is no number',
  (cell) => expect(rows(`a,ä\n${cell},1\n`)).rejects.toThrow(TableFileError),
);

test('a hundred thousand columns are read in the time of their letters, and a message names few of them', async () => {
  const names = Array.from({ length: 100_000 }, (_, column) => `column ${column}`);
  const table = `${names.join(',')}\n${names.map(() => '1').join(',')}\n`;
  expect((await rows(table, names))[0].length).toBe(100_000);
  const error = await rows(table, ['an unheard-of name']).catch((reason) => reason);
  expect(error.message).toContain('(100000 in all)');
  expect(error.message.length).toBeLessThan(1000);
});

test('cells without a value: an error, or what stands in for them', async () => {
  writeFileSync(file, 'a,colour\n1,red\nNA,blue\n3,\nnull,blue\n');
  const table = await readCsv(file);
  const categories = { colour: ['blue', 'red'] };
  expect(() => numbersOf(table, ['a', 'colour'], { categories })).toThrow(
    'recipe.input.missing says what stands in for it',
  );
  const gaps = numbersOf(table, ['a', 'colour'], { categories, mayMiss: true });
  expect(gaps).toEqual([
    [1, 1],
    [Number.NaN, 0],
    [3, Number.NaN],
    [Number.NaN, 0],
  ]);
  const typical = typicalRow(gaps, [1]);
  expect(typical).toEqual([2, 0]);
  expect(fillMissing(gaps, 'typical', typical)).toEqual([
    [1, 1],
    [2, 0],
    [3, 0],
    [2, 0],
  ]);
  expect(fillMissing(gaps, -9, typical)).toEqual([
    [1, 1],
    [-9, 0],
    [3, -9],
    [-9, 0],
  ]);
  expect(typicalRow([[Number.NaN]], [])).toEqual([0]);
  expect(['NaN', 'typical', -9, undefined].map((one) => missingOf(one as 'NaN'))).toEqual([
    NaN,
    'typical',
    -9,
    undefined,
  ]);
  expect(['', 'N/A', 'null', 'x', '0'].map(isMissing)).toEqual([true, true, true, false, false]);
});

test('categories by their names: listed, described, or those in the data by the alphabet', async () => {
  writeFileSync(file, 'size,colour,shape\n1,red,0\n2,blue,1\n3,green,1\n4,blue,NA\n');
  const table = await readCsv(file);
  const names = ['size', 'colour', 'shape'];
  const found = readCategories(['colour', 'shape'], names, table);
  expect(found).toMatchObject({ columns: [1, 2], categories: { colour: ['blue', 'green', 'red'] } });
  expect(found.warnings).toEqual([expect.stringContaining('blue 0, green 1, red 2')]);
  expect(Object.keys(found.categories)).toEqual(['colour']);
  const listed = readCategories(['colour'], names, table, { colour: ['red', 'green', 'blue'] });
  expect(listed).toEqual({ columns: [1], categories: { colour: ['red', 'green', 'blue'] }, warnings: [] });
  const described = { colour: ['green', 'blue', 'red'] };
  expect(readCategories(undefined, names, table, described)).toEqual({
    columns: [1],
    categories: described,
    warnings: [],
  });
  expect(() => readCategories(['color'], names, table)).toThrow('did you mean colour?');
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
