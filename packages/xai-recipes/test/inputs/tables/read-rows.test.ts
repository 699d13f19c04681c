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
    'cube.npy': npy('2, 1, 3', [1, 2, 3, 4, 5, 6]),
    'two.npz': several,
    'no.npy': matrix.slice(0, 20),
  });
  await expect(readRows(files, 'cube.npy')).rejects.toThrow(
    'cube.npy holds an array of shape [2,1,3]; expected an array [rows, columns] that is not empty; of a batch, save one',
  );
  await expect(readRows(files, 'two.npz')).rejects.toThrow('two.npz holds 2 arrays (x, y); expected one array');
  await expect(readRows(files, 'no.npy')).rejects.toThrow('no.npy cannot be read');
});

test('a batch of one is its sample', async () => {
  const files = memoryFiles({ 'batch.npy': npy('1, 2, 3', [1, 2.5, -3, 4, Number.NaN, 1e-9]) });
  expect((await readRows(files, 'batch.npy')).rows).toEqual(rows);
});

test('what a file is, its first bytes say: it may come from standard input', async () => {
  const wav = new Uint8Array(readFileSync(path.join(__dirname, '../../fixtures/sound/i16.wav')));
  const files = memoryFiles({ '-': matrix, z: zipSync({ 'x.npy': matrix }), w: wav, 'a.csv': 'x\n1\n' });
  for (const file of ['-', 'z']) expect((await readRows(files, file)).rows).toEqual(rows);
  expect((await readRows(files, 'w')).isRecording).toBe(true);
  expect((await readRows(files, 'a.csv')).columns).toEqual(['x']);
});

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each<[string, Uint8Array, string]>([
  [
    'a.mp3',
    latin('ID3\x03\0\0\0\0'),
    'a recording in another format; expected a WAV file: ffmpeg -i a.mp3 -c:a pcm_s16le',
  ],
  ['b.mp3', latin('\xff\xfb\x90\x64\0\0'), 'a recording in another format'],
  ['a.flac', latin('fLaC\0\0\0\x22'), 'a recording in another format'],
  ['a.ogg', latin('OggS\0\x02'), 'a recording in another format'],
  ['a.m4a', latin('\0\0\0\x20ftypM4A '), 'a recording in another format'],
  ['a.xlsx', zipSync({ '[Content_Types].xml': latin('<a/>') }), 'a workbook; expected a CSV file'],
  ['a.ods', zipSync({ mimetype: latin('x') }), 'a workbook'],
  ['a.xls', latin('\xd0\xcf\x11\xe0\xa1\xb1'), 'a workbook'],
  ['a.parquet', latin('PAR1\x15\x04'), 'pandas.read_parquet(name).to_csv'],
  ['a.h5', latin('\x89HDF\r\n\x1a\n'), 'numpy.save(name, array)'],
])('%s is known, and what makes something else of it', (file, bytes, message) =>
  expect(readRows(memoryFiles({ [file]: bytes }), file)).rejects.toThrow(message),
);
