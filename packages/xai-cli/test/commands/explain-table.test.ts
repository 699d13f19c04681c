import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { deserialize } from 'xai-base';
import { loadModel, methods, startEngine } from '../../src';
import type { ExplainReport } from '../../src/explain/explain-report';
import { packageFolder } from '../../src/package-folder';
import { expectAlike } from '../support/alike';
import { readTable } from '../support/shipped-models';
import { instead, temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const shipped = (...parts: string[]) => path.join(packageFolder(), 'models', ...parts);
const penguin = ['explain', '--model', shipped('penguins', 'model.json'), '--csv', shipped('penguins', 'samples.csv')];
const out = ['--out', file('penguin.svg')];

async function report(...more: string[]): Promise<ExplainReport> {
  const { code, stdout, stderr } = await xai(instead([...penguin, ...out, '--json'], more));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const numbers = (table: ReturnType<typeof readTable>, columns: readonly string[]) =>
  table.rows.map((row) => columns.map((column) => Number(row[column])));

test('Shapley values by default: they add up to the output less its mean over the background', async () => {
  const said = await report('--row', '2');
  expect(said).toMatchObject({
    method: 'KernelSHAP',
    input: `${shipped('penguins', 'samples.csv')}, row 2`,
    output: { index: 1, name: 'Chinstrap' },
    comparedWith: `60 rows of ${shipped('penguins', 'background.csv')}`,
    attribution: { shape: [1, 5] },
    heatmap: file('penguin.svg'),
  });
  expect(said.prediction.map(({ name }) => name)).toEqual(['Chinstrap', 'Gentoo', 'Adelie']);

  const engine = await startEngine('wasm');
  const model = (await loadModel(shipped('penguins', 'model.json'))).model as LayersModel;
  const background = numbers(readTable(shipped('penguins', 'background.csv')), columns);
  const mean = tidy(() => {
    const outputs = (model.predict(tensor2d(background)) as ReturnType<typeof tensor2d>).arraySync();
    return outputs.reduce((sum, [, chinstrap]) => sum + chinstrap, 0) / outputs.length;
  });
  expect(said.attribution.sum).toBeCloseTo(said.output.value - mean, 3);
  model.dispose();
  await engine.dispose();
});

const columns = ['beak length (mm)', 'beak depth (mm)', 'flipper length (mm)', 'body mass (g)', 'sex'];

const ofRows = methods.filter(({ inputs, needs }) => inputs.includes('table') && needs !== 'trees');

test.each(ofRows.map(({ name }) => name))(
  '%s explains a row alike with layers and from the ONNX file, natively and by wasm',
  async (method) => {
    const seed = methods.find(({ name }) => name === method)?.options.some(({ name }) => name === 'seed')
      ? ['--seed', '1']
      : [];
    const asked = ['--method', method, '--row', '4', ...seed];
    const native = await report(...asked, '--engine', 'native');
    expect(native).toMatchObject({ engine: 'native', output: { name: 'Gentoo' } });
    const onnx = ['--model', shipped('penguins', 'penguins.onnx')];
    const wasm = await report(...asked, '--engine', 'wasm', ...onnx);
    expect(wasm.engine).toBe('wasm');
    expectAlike(wasm.attribution, native.attribution);
  },
);

test('a regression is explained in its unit', async () => {
  const model = ['--model', shipped('temperature', 'model.json'), '--csv', shipped('temperature', 'samples.csv')];
  const said = await report(...model, '--row', '2', '--method', 'KernelSHAP');
  expect(said.output.name).toBe("tomorrow's maximum (°C)");
  expect(said.attribution.sum).toBeGreaterThan(0); // a day in July
  expect(readFileSync(file('penguin.svg'), 'utf8')).toContain('city = Seattle');
});

test('bars for the terminal, a picture in every format', async () => {
  const { stdout } = await xai([...penguin, ...out, '--row', '2', '--seed', '1']);
  expect(stdout).toMatch(/beak length \(mm\) = 51 +│█+ +\+\d/);
  expect(stdout).toMatch(/sex = male +█+│ +-\d/);
  for (const [name, start] of [
    ['penguin.png', '\x89PNG'],
    ['penguin.svg', '<svg '],
    ['penguin.html', '<!doctype html>'],
    ['penguin.ansi', 'beak length'],
  ]) {
    expect((await xai([...penguin, '--row', '2', '--out', file(name)])).code).toBe(0);
    expect(readFileSync(file(name), 'latin1').slice(0, start.length)).toBe(start);
  }
});

test('a class by its name, against another one', async () => {
  const [both, one, other] = [
    await report('--row', '2', '--output', 'chinstrap', '--against', 'Adelie', '--save', file('both.safetensors')),
    await report('--row', '2', '--output', '1', '--save', file('one.safetensors')),
    await report('--row', '2', '--output', 'Adelie', '--save', file('other.safetensors')),
  ];
  expect(both.output).toMatchObject({ index: 1, name: 'Chinstrap', against: 0, againstName: 'Adelie' });
  expect(both.output.value).toBeCloseTo(one.output.value - other.output.value, 4);
  const [difference, first, second] = await Promise.all(
    ['both', 'one', 'other'].map(async (name) => {
      const kept = deserialize(readFileSync(file(`${name}.safetensors`)));
      const values = await kept.val.data();
      kept.dispose();
      return values;
    }),
  );
  difference.forEach((value, at) => {
    expect(value).toBeCloseTo(first[at] - second[at], 3);
  });
});

test('a table without description: all its columns, or those named, and training rows', async () => {
  const bare = file('bare');
  const { mkdirSync, copyFileSync } = await import('node:fs');
  mkdirSync(bare);
  copyFileSync(shipped('penguins', 'penguins.onnx'), path.join(bare, 'model.onnx'));
  const rows = numbers(readTable(shipped('penguins', 'samples.csv')), columns);
  const line = (cells: readonly (number | string)[]) => `${cells.join(',')}\n`;
  writeFileSync(file('a.csv'), line(['bill', 'depth', 'flipper', 'mass', 'sex']) + rows.map(line).join(''));
  const model = ['--model', path.join(bare, 'model.onnx'), '--csv', file('a.csv'), '--row', '2'];
  const said = await report(...model);
  expect(said.output).toEqual({ index: 1, value: expect.any(Number) });
  expect(said.comparedWith).toContain('zeros; --training names rows');

  const wide = ['--csv', file('wide.csv')];
  writeFileSync(
    file('wide.csv'),
    line(['id', 'sex', 'bill', 'depth', 'flipper', 'mass']) +
      rows.map((row, at) => line([`p${at}`, row[4], ...row.slice(0, 4)])).join(''),
  );
  const named = [
    '--features',
    'bill',
    'depth',
    'flipper',
    'mass',
    'sex',
    '--training',
    file('wide.csv'),
    '--categorical',
    'sex',
  ];
  const other = await report(...instead(model, wide), ...named);
  expect(other.prediction).toEqual(said.prediction);
  expect(other.comparedWith).toBe(`6 rows of ${file('wide.csv')}`);
  const summed = await report(...instead(model, wide), ...named, '--summary', 'medians');
  expect(summed.comparedWith).toContain('the typical row (medians');
  expect(summed.recipe.comparedWith).toEqual({ rows: file('wide.csv'), summary: 'medians' });
});

describe('what is wrong with a table', () => {
  const header = 'beak length (mm),beak depth (mm),flipper length (mm),body mass (g),sex';
  const cases: [string, { csv?: string; options?: string[] }, number, string][] = [
    ['a missing file', { options: ['--csv', 'nowhere.csv'] }, 1, 'Cannot read the table nowhere.csv: there is no such'],
    [
      'a missing column',
      { csv: `${header.replace('sex', 'gender')}\n1,2,3,4,0\n` },
      1,
      'or --features with the columns that the model takes, in order',
    ],
    [
      'a mistyped column',
      { csv: `${header.replace('mass', 'mas')}\n1,2,3,4,0\n` },
      1,
      'has no column "body mass (g)"; expected it, not "body mas (g)"',
    ],
    [
      'a text in a cell',
      { csv: `${header}\n1,2,3,4,0\n1,wide,3,4,0\n`, options: ['--row', '1'] },
      1,
      'has "wide" in row 1, column "beak depth (mm)"; expected a number',
    ],
    ['an empty cell', { csv: `${header}\n1,,3,4,0\n` }, 1, 'has "" in row 0, column "beak depth (mm)"'],
    [
      'an unknown category',
      { csv: `${header}\n1,2,3,4,unknown\n` },
      1,
      'has "unknown" in row 0, column "sex"; expected female, male, or an index from 0 to 1',
    ],
    ['a row that is not there', { options: ['--row', '6'] }, 1, 'has no row 6; expected a row from 0 to 5'],
    ['a table without rows', { csv: `${header}\n` }, 1, 'has no rows'],
    ['two columns of a name', { csv: 'sex,sex\n1,2\n' }, 1, 'has two columns "sex"'],
    ['a line with too many cells', { csv: `${header}\n1,2,3,4,0,9\n` }, 1, 'is no CSV file: Invalid Record Length'],
    [
      'an unknown class',
      { options: ['--output', 'Emperor'] },
      2,
      '--output is "Emperor". Expected an integer of at least 0, or one of Adelie, Chinstrap, Gentoo.',
    ],
    ['a mistyped class', { options: ['--output', 'gento'] }, 2, 'Did you mean Gentoo?'],
    [
      'an unknown categorical column',
      { options: ['--categorical', 'sexes'] },
      2,
      '--categorical names "sexes", which the model does not take; did you mean sex?',
    ],
    ['columns that are too few', { options: ['--features', 'sex'] }, 1, 'is read for 1 columns; expected 5'],
    [
      'a method for images',
      { options: ['--method', 'GradCAM'] },
      2,
      'GradCAM explains inputs of the kind image, not table; expected one of Gradient',
    ],
    [
      'an option for images',
      { options: ['--normalize', '0,1'] },
      2,
      '--normalize is about an image, and a table is explained',
    ],
    [
      'a picture of another kind',
      { options: ['--out', 'a.gif'] },
      2,
      '--out is "a.gif"; expected a name that ends in .png, .svg, .html, .ansi',
    ],
  ];
  test.each(cases)('%s', async (_, { csv, options = [] }, expected, message) => {
    if (csv !== undefined) writeFileSync(file('wrong.csv'), csv);
    const given = csv === undefined ? [] : ['--csv', file('wrong.csv')];
    const { code, stdout, stderr } = await xai(instead(penguin, [...given, ...options]));
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  });

  test('nothing, or two things to explain, or what the model does not take', async () => {
    const model = penguin.slice(0, 3);
    expect((await xai(model)).stderr).toContain('There is nothing to explain; expected one of --input');
    expect((await xai([...penguin, '--text', 'hello'])).stderr).toContain('There is --text and --csv');
    const { code, stderr } = await xai([...model, '--text', 'hello']);
    expect(stderr).toContain('--text does not fit the model, which takes rows of a table');
    expect(stderr).toContain('expected --csv.');
    expect(code).toBe(2);
  });
});
