import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { type Files, memoryFiles, prepare, type Recipe } from 'xai-recipes';
import { folderFiles } from 'xai-recipes/node';
import { onnxOfTexts } from '../../../xai-recipes/test/support/text-models';
import { cellRecipe } from '../../src/state/dashboard-state';
import { shippedModels } from '../../src/state/shipped-models';
import { act, dashboardOfTests, drop, explainedOf, opened, stateOf } from '../support/open-dashboard';

const models = path.join(__dirname, '../../../xai-cli/models');
const dashboard = dashboardOfTests();

beforeAll(async () => {
  await setBackend('cpu');
});

/** What a recipe says in Node. */
async function inNode(recipe: Recipe, item: object, given?: Files): Promise<number[]> {
  const prepared = await prepare(recipe, { files: given ?? (await folderFiles(models)) });
  try {
    const explanation = await prepared.explain(item as { file: string });
    const values = Array.from(await explanation.val.data());
    explanation.dispose();
    return values;
  } finally {
    await prepared.dispose();
  }
}

/** A method of each family. */
const families: Record<string, readonly { readonly name: string; readonly [option: string]: unknown }[]> = {
  digits: [
    ...[{ name: 'Gradient' }, { name: 'LRP' }, { name: 'GradCAM' }, { name: 'GuidedBackprop' }],
    ...[
      { name: 'IntegratedGradients', steps: 4 },
      { name: 'DeepLift' },
      { name: 'Occlusion', window: 14 },
      { name: 'CRP', top: 2 },
    ],
  ],
  mails: [{ name: 'AttnLRP' }],
  weather: [{ name: 'IntegratedGradients' }, { name: 'Occlusion', window: 7 }],
  penguins: [
    { name: 'KernelSHAP', samples: 32 },
    { name: 'LIME', samples: 200 },
    { name: 'RISE', samples: 64 },
    { name: 'FeatureAblation' },
  ],
  temperature: [{ name: 'KernelSHAP', samples: 32 }, { name: 'DeepLift' }],
};

/** What each engine explains: of engines of software, which are slow, a method or two of each model. */
const asked = (['wasm', 'webgl', 'webgpu'] as const).flatMap((engine) =>
  Object.entries(families).map(([model, methods]) => {
    const few = methods.slice(0, model === 'digits' ? 2 : 1);
    return { engine, model, methods: engine === 'wasm' ? methods : few };
  }),
);

/** How far numbers are off, as a share of the largest that is expected. */
function distance(found: ArrayLike<number>, expected: readonly number[]): number {
  expect(found.length).toBe(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return expected.reduce((most, value, at) => Math.max(most, Math.abs(value - found[at])), 0) / largest;
}

test.each(asked)('on $engine the page explains $model as Node does', async ({ engine, model, methods }) => {
  const { page } = dashboard;
  await act(page, 'setMethods', []);
  if ((await stateOf(page)).engine.choice !== engine) await act(page, 'useEngine', engine);
  const shipped = shippedModels.find(({ name }) => name === model)!;
  await act(page, 'open', shipped.source, { shipped, methods: [] });
  expect((await stateOf(page)).engine.report).toEqual({ used: engine, problems: {} });
  await act(page, 'setField', 'recipe.seed', 42);
  await act(page, 'setMethods', methods);
  const state = await stateOf(page);
  for (const method of methods) {
    const found = await explainedOf(page, {}, method);
    expect([method.name, found?.engine]).toEqual([method.name, engine]);
    const recipe = cellRecipe({ recipe: state.recipe!, table: state.table }, {}, method);
    const expected = await inNode(recipe, state.items[state.item].item as object);
    const off = distance(found!.explanation.val.data as ArrayLike<number>, expected);
    expect([method.name, off < 1e-4]).toEqual([method.name, true]);
  }
});

/** A network of 9.4 MB: as large as those that are explained on the graphics card, if there is one. */
function largeNetwork(): Record<string, Buffer | string> {
  const layer = (class_name: string, config: object) => ({ class_name, config });
  const dense = (name: string, units: number) =>
    layer('Dense', { name, units, activation: units > 10 ? 'tanh' : 'linear', use_bias: false });
  const shapes = { 'wide/kernel': [784, 3000], 'out/kernel': [3000, 4] } as const;
  const weights = Object.entries(shapes).map(([name, shape]) => ({ name, shape, dtype: 'float32' }));
  const layers = [
    layer('Flatten', { name: 'flat', batch_input_shape: [null, 28, 28, 1] }),
    ...[dense('wide', 3000), dense('out', 4)],
  ];
  const values = Object.values(shapes).flatMap(([rows, columns]) =>
    Array.from({ length: rows * columns }, (_, at) => Math.sin(at * 0.37 + at * at * 1e-4) / Math.sqrt(rows)),
  );
  const modelTopology = { class_name: 'Sequential', config: { name: 'large', layers } };
  return {
    'large/model.json': JSON.stringify({ modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights }] }),
    'large/weights.bin': Buffer.from(Float32Array.from(values).buffer),
  };
}

test('a model beyond 8 MB is explained by the first engine that computes right, as in Node', async () => {
  const { page } = dashboard;
  await act(page, 'useEngine', 'auto');
  const files = { ...largeNetwork(), 'four.png': readFileSync(path.join(models, 'digits/4.png')) };
  await drop(page, files);
  await opened(page, 'large/model.json');
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.items.length === 1);
  const method = { name: 'IntegratedGradients', steps: 4 };
  await act(page, 'setMethods', [method]);
  const { engine, recipe, table } = await stateOf(page);
  expect(engine.report).toEqual({ used: 'webgpu', problems: {} });
  const found = await explainedOf(page, {}, method);
  const told = cellRecipe({ recipe: recipe!, table }, {}, method);
  const { decodeImage } = await folderFiles(models);
  const expected = await inNode(told, { file: 'four.png' }, { ...memoryFiles(files), decodeImage });
  expect(distance(found!.explanation.val.data as ArrayLike<number>, expected)).toBeLessThan(1e-4);
});

test('a transformer that was dropped with its tokenizer is explained as in Node, and it is said by whom', async () => {
  const { page } = dashboard;
  await act(page, 'useEngine', 'auto');
  const parts = ['model.onnx', 'tokenizer.json', 'tokenizer_config.json'].map(
    (name) => [`own/${name}`, readFileSync(path.join(models, 'mails', name))] as const,
  );
  const files = { ...Object.fromEntries(parts), 'bye.txt': 'You have won a free prize, call now' };
  await drop(page, files);
  await opened(page, 'own/model.onnx');
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.items.length > 0);
  for (const method of [{ name: 'AttnLRP' }, { name: 'IntegratedGradients', steps: 4 }]) {
    await act(page, 'setMethods', [method]);
    const { recipe, table, items, item } = await stateOf(page);
    const found = await explainedOf(page, {}, method);
    const told = cellRecipe({ recipe: recipe!, table }, {}, method);
    const expected = await inNode(told, items[item].item as object, memoryFiles(files));
    expect(distance(found!.explanation.val.data as ArrayLike<number>, expected)).toBeLessThan(1e-4);
    expect(found!.engine).toBe('wasm');
  }
});

test('a model that onnxruntime alone can run is explained as in Node, and it is said by whom', async () => {
  const { page } = dashboard;
  const files = { 'words.onnx': onnxOfTexts(), 'film.txt': 'A delectable and intriguing thriller' };
  await drop(page, files);
  await opened(page, 'words.onnx');
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.items.length > 0);
  const method = { name: 'KernelSHAP', samples: 64 };
  await act(page, 'setField', 'recipe.seed', 42);
  await act(page, 'setMethods', [method]);
  const { recipe, table } = await stateOf(page);
  const found = await explainedOf(page, {}, method);
  const told = cellRecipe({ recipe: recipe!, table }, {}, method);
  const expected = await inNode(told, { file: 'film.txt' }, memoryFiles(files));
  expect(distance(found!.explanation.val.data as ArrayLike<number>, expected)).toBeLessThan(1e-4);
  await page.locator('explanation-cell .notes li', { hasText: /ms on onnxruntime$/ }).waitFor();
});

test('trees are explained in the page as in Node', async () => {
  const { page } = dashboard;
  await act(page, 'useEngine', 'wasm');
  const trees = path.join(__dirname, '../../../xai-recipes/test/fixtures/trees/tree_reg.onnx');
  await drop(page, { 'trees/tree.onnx': readFileSync(trees) });
  const { model } = await opened(page, 'trees/tree.onnx');
  const columns = model?.outline.inputs[0].shape?.[1] as number;
  const row = (at: number) => Array.from({ length: columns }, (_, column) => Math.sin(at + 3 * column));
  const csv = [row(0).map((_, at) => `c${at}`), ...[1, 2, 3].map(row)].join('\n');
  await drop(page, { 'rows.csv': csv });
  await page.waitForFunction(() => document.querySelector('xai-dashboard')!.dashboard!.state.items.length === 3);
  await act(page, 'setField', 'recipe.comparedWith.rows', 'rows.csv');
  const method = { name: 'TreeSHAP' };
  await act(page, 'setMethods', [method]);
  const { recipe, table } = await stateOf(page);
  const found = await explainedOf(page, {}, method);
  const told = cellRecipe({ recipe: recipe!, table }, {}, method);
  const expected = await inNode(
    told,
    { file: 'rows.csv', row: 0 },
    memoryFiles({ 'trees/tree.onnx': readFileSync(trees), 'rows.csv': csv }),
  );
  expect(expected).toHaveLength(columns);
  expect(distance(found!.explanation.val.data as ArrayLike<number>, expected)).toBeLessThan(1e-6);
  expect(found!.explanation.extras!.completenessError).toEqual([expect.any(Number)]);
});
