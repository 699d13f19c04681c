import path from 'node:path';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { prepare, type Recipe } from 'xai-recipes';
import { folderFiles } from 'xai-recipes/node';
import { cellRecipe } from '../../src/state/dashboard-state';
import { act, explainedOf, type OpenDashboard, openDashboard, settled, stateOf } from '../support/open-dashboard';

const models = path.join(__dirname, '../../../xai-cli/models');
let dashboard: OpenDashboard;

beforeAll(async () => {
  dashboard = await openDashboard();
  await settled(dashboard.page);
  await setBackend('cpu');
});

afterAll(() => dashboard?.close());

/** What a recipe says in Node. */
async function inNode(recipe: Recipe, item: object): Promise<number[]> {
  const prepared = await prepare(recipe, { files: await folderFiles(models) });
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
};

test.each([
  ['wasm', Object.entries(families)],
  ['webgl', [['digits', families.digits.slice(0, 2)]]],
  ['webgpu', [['digits', families.digits.slice(0, 2)]]],
] as const)('on %s the page explains as Node does', async (engine, asked) => {
  const { page } = dashboard;
  await act(page, 'setMethods', []);
  await act(page, 'useEngine', engine);
  const { report } = (await stateOf(page)).engine;
  expect(report).toEqual({ used: engine, problems: {} });
  for (const [model, methods] of asked) {
    if ((await stateOf(page)).model?.shipped !== model) await act(page, 'openShipped', model);
    await act(page, 'setField', 'recipe.seed', 42);
    await act(page, 'setMethods', methods);
    const state = await stateOf(page);
    for (const method of methods) {
      const found = await explainedOf(page, {}, method);
      expect([method.name, found?.engine]).toEqual([method.name, engine]);
      const recipe = cellRecipe({ recipe: state.recipe!, table: state.table }, {}, method);
      const [values, expected] = [
        Array.from(found!.explanation.val.data),
        await inNode(recipe, state.items[state.item].item as object),
      ];
      const largest = Math.max(...expected.map(Math.abs));
      const off = expected.map((value, at) => Math.abs(value - values[at]));
      expect([method.name, values.length]).toEqual([method.name, expected.length]);
      expect([method.name, Math.max(...off) / largest < 1e-4]).toEqual([method.name, true]);
    }
  }
});
