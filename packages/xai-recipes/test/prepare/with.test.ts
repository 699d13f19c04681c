import path from 'node:path';
import { type Prepared, prepare, type Recipe } from '../../src';
import { folderFiles } from '../../src/node';
import { shipped } from '../support/models';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const recipe: Recipe = {
  ...{
    version: 1,
    model: { source: 'model.json' },
    input: { kind: 'table' },
    labels: ['Adelie', 'Chinstrap', 'Gentoo'],
  },
  method: { name: 'InputTimesGradient' },
};
const item = { values: [[39.1, 18.7, 181, 3750, 1]] };
const files = () => folderFiles(path.join(shipped, 'penguins'));

async function valuesOf(prepared: Prepared): Promise<number[]> {
  const explanation = await prepared.explain(item);
  const values = Array.from(await explanation.val.data());
  explanation.dispose();
  return values;
}

test('recipes for one model share it, and say what they say alone', async () => {
  const first = await prepare(recipe, { files: await files() });
  const changed: Recipe = {
    ...recipe,
    method: { name: 'Gradient' },
    selection: { output: 'Gentoo', against: 'Adelie' },
  };
  const second = await first.with(changed);
  expect(second.loaded).toBe(first.loaded);
  const alone = await prepare(changed, { files: await files() });
  expect(await valuesOf(second)).toEqual(await valuesOf(alone));
  await second.dispose();
  expect(await valuesOf(first)).toHaveLength(5); // its model is still there
  await first.dispose();
  await alone.dispose();
});

test('a recipe of another model is refused, with what differs', async () => {
  const first = await prepare(recipe, { files: await files() });
  await expect(first.with({ ...recipe, model: { source: 'penguins.onnx' } })).rejects.toMatchObject({
    argument: 'recipe.model.source',
    expected: expect.stringContaining('"model.json"'),
  });
  await expect(first.with({ ...recipe, selection: { output: 'Emperor' } })).rejects.toThrow('Emperor');
  await first.dispose();
});

test('what a page draws of a row has the names and values of its columns', async () => {
  const features = ['beak length', 'beak depth', 'flipper length', 'body mass', 'sex'];
  const input = { kind: 'table', features, categories: { sex: ['female', 'male'] } } as const;
  const prepared = await prepare({ ...recipe, input }, { files: await files() });
  const explanation = await prepared.explain(item);
  const { names, values, explanation: plain } = await prepared.show(explanation);
  expect([names, values]).toEqual([
    features,
    [39.1, 18.7, 181, 3750, 'male'].map((value) => (typeof value === 'number' ? expect.closeTo(value, 4) : value)),
  ]);
  expect(plain.val.data).toEqual(await explanation.val.data());
  explanation.dispose();
  await prepared.dispose();
});
