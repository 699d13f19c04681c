import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { memoryFiles } from '../../../src/files/memory-files';
import { readRows } from '../../../src/inputs/tables/read-rows';
import { tableOf } from '../../../src/inputs/tables/table-of';

/** A file of NumPy, version 1.0, of float32. */
function npy(shape: string, values: readonly number[]): Uint8Array {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117).concat('\n');
  const start = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length, 0];
  return Uint8Array.of(
    ...start,
    ...new TextEncoder().encode(header),
    ...new Uint8Array(Float32Array.from(values).buffer),
  );
}

const matrix = npy('2, 3', [1, 2.5, -3, 4, Number.NaN, 1e-9]);
const rows = [
  ['1', '2.5', '-3'],
  ['4', 'NaN', String(Math.fround(1e-9))],
];

test('an array is the rows of a table, alone or in an archive; its columns have the names of the model', async () => {
  const files = memoryFiles({ 'a.npy': matrix, 'a.npz': zipSync({ 'x.npy': matrix }) });
  for (const file of ['a.npy', 'a.npz']) expect((await readRows(files, file)).rows).toEqual(rows);
  expect((await readRows(files, 'a.npy')).columns).toEqual(['column 0', 'column 1', 'column 2']);
  expect((await readRows(files, 'a.npy', ['x', 'y', 'z'])).columns).toEqual(['x', 'y', 'z']);
});

test('a list of numbers and a recording are one column', async () => {
  const wav = new Uint8Array(readFileSync(path.join(__dirname, '../../fixtures/sound/i16.wav')));
  const files = memoryFiles({ 'b.NPY': npy('3,', [1, 2, 3]), 'c.wav': wav });
  expect((await readRows(files, 'b.NPY')).rows).toEqual([['1'], ['2'], ['3']]);
  const sound = await readRows(files, 'c.wav');
  expect(sound.columns).toHaveLength(1);
  expect(sound.rows.length).toBeGreaterThan(10);
});

test('where there are not as many columns as names, nothing says which is which', async () => {
  const wav = new Uint8Array(readFileSync(path.join(__dirname, '../../fixtures/sound/i16.wav')));
  const files = memoryFiles({ 'a.npy': matrix, 'c.wav': wav });
  const more = readRows(files, 'a.npy', ['x', 'y']);
  await expect(more).rejects.toThrow('a.npy has 3 columns without names; expected 2, for x, y.');
  await expect(readRows(files, 'c.wav', ['x', 'y'])).rejects.toThrow('c.wav has 1 column without names; expected 2');
  const values = tableOf(files, { values: [[1, 2]] }, ['x', 'y', 'z']);
  await expect(values).rejects.toThrow('values has 2 columns without names; expected 3');
});

test('what holds no rows is refused by name', async () => {
  const several = zipSync({ 'x.npy': matrix, 'y.npy': matrix });
  const files = memoryFiles({
    'cube.npy': npy('1, 2, 3', [1, 2, 3, 4, 5, 6]),
    'two.npz': several,
    'no.npy': matrix.slice(0, 20),
  });
  await expect(readRows(files, 'cube.npy')).rejects.toThrow(
    'cube.npy holds an array of shape [1,2,3]; expected an array [rows, columns]',
  );
  await expect(readRows(files, 'two.npz')).rejects.toThrow('two.npz holds 2 arrays (x, y); expected one array');
  await expect(readRows(files, 'no.npy')).rejects.toThrow('no.npy cannot be read');
});
