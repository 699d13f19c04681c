import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize } from 'xai-base';
import type { Recipe } from 'xai-recipes';
import { demoDigit, demoModel } from '../../src';
import type { ExplainReport } from '../../src/explain/explain-report';
import { packageFolder } from '../../src/package-folder';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const shipped = path.join(packageFolder(), 'models');

async function report(...options: string[]): Promise<ExplainReport> {
  const { code, stdout, stderr } = await xai(['explain', ...options, '--engine', 'cpu', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const write = (name: string, recipe: unknown) => writeFileSync(file(name), JSON.stringify(recipe));
beforeAll(() => cpSync(path.join(shipped, 'penguins'), file('penguins'), { recursive: true }));

test('the recipe that inspect prints is explained, and says what options say', async () => {
  const { stdout } = await xai(['inspect', file('penguins/model.json'), '--recipe', '--engine', 'cpu']);
  const recipe: Recipe = JSON.parse(stdout);
  expect(recipe).toMatchObject({ version: 1, input: { kind: 'table' }, method: { name: 'KernelSHAP' } });
  expect(recipe.reasons?.['recipe.method.name']).toContain('usual');
  const relative = { ...recipe, model: { ...recipe.model, source: 'penguins/model.json' } };
  write('recipe.json', { ...relative, comparedWith: { rows: 'penguins/background.csv' }, seed: 3 });
  const row = ['--csv', file('penguins/samples.csv'), '--row', '2', '--out', file('a.svg')];
  const said = await report('--recipe', file('recipe.json'), ...row, '--save', file('a.safetensors'));
  const known = await report('--model', file('penguins/model.json'), '--seed', '3', ...row);
  expect(said.attribution).toEqual(known.attribution);
  expect(said.output).toEqual(known.output);
  expect(said.recipe.method).toEqual(known.recipe.method);

  const kept = deserialize(readFileSync(file('a.safetensors')));
  expect(kept.extras).toMatchObject({ recipe: said.recipe, item: { file: file('penguins/samples.csv'), row: 2 } });
  kept.dispose();
  const again = await report('--recipe', file('recipe.json'), ...row, '--method', 'LIME', '--output', 'Adelie');
  expect(again).toMatchObject({ method: 'LIME', output: { name: 'Adelie' } });
  const text = await xai(['explain', '--recipe', file('recipe.json'), ...row, '--engine', 'cpu']);
  expect(text.stdout).toMatch(/^Recipe +.*recipe\.json$/m);
});

test('a recipe that inspect prints is taken from any folder, with the model that it is for', async () => {
  const model = file('penguins/model.json');
  const { stdout } = await xai(['inspect', model, '--recipe', '--engine', 'cpu']);
  expect(JSON.parse(stdout).comparedWith.rows).toBe(file('penguins/background.csv'));
  mkdirSync(file('elsewhere'));
  write('elsewhere/recipe.json', JSON.parse(stdout));
  const asked = ['--csv', file('penguins/samples.csv'), '--method', 'LIME', '--out', file('b.svg')];
  const { recipe } = await report('--recipe', file('elsewhere/recipe.json'), '--model', model, ...asked);
  expect(recipe.comparedWith).toEqual({ rows: file('penguins/background.csv') });
  write('elsewhere/recipe.json', { ...JSON.parse(stdout), comparedWith: { rows: file('a.svg') } });
  const outside = await xai(['explain', '--recipe', file('elsewhere/recipe.json'), '--model', model, ...asked]);
  expect([outside.code, outside.stderr]).toEqual([1, expect.stringContaining('expected a path inside the folder')]);
});

test.each([
  ['a misspelt field', { methods: {} }, 2, 'recipe.methods is no field; did you mean method?'],
  ['a model outside of its folder', { model: { source: '../model.json' } }, 1, 'expected a path inside the folder'],
  [
    'an item of another kind',
    { input: { kind: 'text' } },
    2,
    'There is --csv; expected --text, as the recipe is for texts.',
  ],
  [
    'an option of another method',
    { method: { name: 'KernelSHAP', steps: 1 } },
    2,
    'does not listen to --steps; it takes only --samples',
  ],
])('%s', async (_, change, expected, message) => {
  write('wrong.json', {
    version: 1,
    model: { source: 'penguins/model.json' },
    input: { kind: 'table' },
    method: { name: 'KernelSHAP' },
    ...change,
  });
  const { code, stdout, stderr } = await xai([
    'explain',
    '--recipe',
    file('wrong.json'),
    '--csv',
    file('penguins/samples.csv'),
  ]);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
});

test('a recipe that is none', async () => {
  writeFileSync(file('none.json'), '{');
  const { code, stderr } = await xai(['explain', '--recipe', file('none.json'), '--csv', 'x.csv']);
  expect(stderr).toContain('is not JSON');
  expect(code).toBe(2);
});

test('presets, and names of outputs from a file', async () => {
  writeFileSync(file('names.txt'), 'zero\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n');
  mkdirSync(file('lenet'), { recursive: true });
  for (const name of ['model.json', 'weights.bin'])
    cpSync(path.join(path.dirname(demoModel()), name), file(`lenet/${name}`));
  const nine = [
    '--model',
    file('lenet/model.json'),
    '--input',
    demoDigit(9),
    '--out',
    file('nine.png'),
    '--method',
    'Gradient',
  ];
  const said = await report(...nine, '--normalize', '0..1', '--labels', file('names.txt'), '--output', 'Four');
  expect(said.output.name).toBe('four');
  expect(said.prediction[0].name).toBe('nine');
  expect(said.recipe.input).toEqual({ kind: 'image', normalize: '0..1' });
});

test('a model of another library: how it is exported', async () => {
  writeFileSync(file('resnet.pt'), 'PK');
  const { code, stderr } = await xai(['explain', '--model', file('resnet.pt'), '--input', demoDigit(9)]);
  expect(stderr).toContain('torch.onnx.export(model');
  expect(code).toBe(1);
});
