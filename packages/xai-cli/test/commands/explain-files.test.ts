import { copyFileSync, cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { demoDigit, demoModel } from '../../src';
import { packageFolder } from '../../src/package-folder';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);

beforeAll(() => {
  copyFileSync(demoDigit(9), file('photo.png'));
  symlinkSync(file('photo.png'), file('link.png'));
  cpSync(path.dirname(demoModel()), file('lenet'), { recursive: true });
  cpSync(path.join(packageFolder(), 'models', 'penguins'), file('penguins'), { recursive: true });
  cpSync(path.join(packageFolder(), 'test', 'fixtures', 'spam'), file('spam'), { recursive: true });
});

const explain = (...more: string[]) =>
  xai(['explain', '--model', file('lenet/model.json'), '--input', file('photo.png'), '--method', 'Gradient', ...more]);

test.each(['photo.png', 'link.png'])('--out %s would write over the photo', async (name) => {
  const before = readFileSync(file('photo.png'));
  const { code, stderr } = await explain('--out', file(name));
  expect(stderr).toContain('--out would write over');
  expect(code).toBe(2);
  expect(readFileSync(file('photo.png'))).toEqual(before);
});

test('--save is for one type of file, and not for a weight file of that name', async () => {
  const named = ['--out', file('out.png'), '--save'];
  expect(await explain(...named, file('lenet/weights.bin'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('expected a name that ends in .safetensors'),
  });
  const json = JSON.parse(readFileSync(demoModel(), 'utf8'));
  json.weightsManifest[0].paths = ['weights.safetensors'];
  copyFileSync(file('lenet/weights.bin'), file('lenet/weights.safetensors'));
  writeFileSync(file('lenet/model.json'), JSON.stringify(json));
  const { code, stderr } = await explain(...named, file('lenet/weights.safetensors'));
  expect(stderr).toContain('the file of --model');
  expect(code).toBe(2);
});

test('a description opens no file outside of its folder, and tells nothing of it', async () => {
  writeFileSync(file('secret.csv'), 'password\nhunter2\n');
  symlinkSync(file('secret.csv'), file('penguins/link.csv'));
  const meta = JSON.parse(readFileSync(file('penguins/meta.json'), 'utf8'));
  const table = ['--model', file('penguins/model.json'), '--csv', file('penguins/samples.csv')];
  for (const background of ['../secret.csv', file('secret.csv'), 'link.csv']) {
    writeFileSync(file('penguins/meta.json'), JSON.stringify({ ...meta, background }));
    const { code, stderr } = await xai(['explain', ...table, '--out', file('row.svg')]);
    expect(stderr).toContain('expected a path inside the folder of the model');
    expect(stderr).not.toContain('password');
    expect(code).toBe(1);
  }
  const words = JSON.parse(readFileSync(file('spam/meta.json'), 'utf8'));
  writeFileSync(
    file('spam/meta.json'),
    JSON.stringify({ ...words, vocabulary: { ...words.vocabulary, file: '../secret.csv' } }),
  );
  const text = await xai([
    'explain',
    '--model',
    file('spam/model.json'),
    '--text',
    'hello',
    '--out',
    file('text.html'),
  ]);
  expect(text.stderr).toContain('names the vocabulary "../secret.csv"');
  expect(text.code).toBe(1);
});
