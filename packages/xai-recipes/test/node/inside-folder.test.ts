import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FileError, ModelFileError } from '../../src';
import { insideFolder } from '../../src/node/inside-folder';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
const place = (...names: string[]) => path.join(folder, ...names);
const model = place('model', 'model.json');

beforeAll(() => {
  mkdirSync(place('model', 'deep'), { recursive: true });
  mkdirSync(place('model-2'));
  for (const file of ['secret.csv', 'model-2/x.csv', 'model/rows.csv', 'model/deep/rows.csv', 'model/..rows.csv'])
    writeFileSync(place(file), 'a\n1\n');
  symlinkSync(place('secret.csv'), place('model', 'link.csv'));
  symlinkSync(folder, place('model', 'out'));
  symlinkSync('deep', place('model', 'way'));
  symlinkSync('model', place('alias'));
});

test.each(['rows.csv', './deep/../rows.csv', 'deep/rows.csv', 'way/rows.csv', '..rows.csv'])('%s is inside', (name) =>
  expect(insideFolder(model, name, 'the table')).resolves.toBe(path.resolve(place('model'), name)),
);

test('the folder may be named by a link', async () => {
  expect(await insideFolder(place('alias', 'model.json'), 'rows.csv', 'the table')).toBe(place('alias', 'rows.csv'));
});

test.each([
  '../secret.csv',
  '/etc/passwd',
  '..',
  '.',
  '',
  7,
  null,
  '../model-2/x.csv',
  'link.csv',
  'out/secret.csv',
  'deep',
])('%p is refused', async (name) => {
  const error = await insideFolder(model, name, 'the table').catch((reason) => reason);
  expect(error).toBeInstanceOf(ModelFileError);
  expect(error.message).toContain(`${model} names the table ${JSON.stringify(name)}`);
  expect(error.message).toContain('expected a path inside the folder of the model.');
});

test('a missing one is missing', () => expect(insideFolder(model, 'lost.csv', 'the table')).rejects.toThrow(FileError));
