import path from 'node:path';
import * as fc from 'fast-check';
import {
  checkRecipe,
  type Item,
  type MethodOption,
  type Modality,
  methods,
  prepare,
  type Recipe,
  readMeta,
} from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';
import { useBackend } from '../../src';
import type { ExplainOptions } from '../../src/explain/explain-options';
import { givenItems } from '../../src/explain/given-input';
import { recipeOf } from '../../src/explain/recipe-of';
import { packageFolder } from '../../src/package-folder';

const shipped = (...names: string[]) => path.join(packageFolder(), 'models', ...names);
beforeAll(() => useBackend('cpu'));

/** A value that an option of a method may have, as the command line reads it. */
function valuesOf({ name, kind, choices, most = 1, least = 0 }: MethodOption): fc.Arbitrary<unknown> {
  if (name === 'layer') return fc.constantFrom('conv2d_1', 'conv2d_2');
  if (name === 'seed') return fc.integer({ min: 0, max: 99 });
  switch (kind) {
    case 'count':
      return fc.integer({ min: 1, max: 5 });
    case 'number':
      return fc.double({ min: Math.max(least, 0.1), max: Math.min(most, 1), noNaN: true });
    case 'choice':
      return fc.constantFrom(...(choices ?? []));
    case 'yes':
      return fc.constant(true);
    case 'images':
      return fc.constant([shipped('digits', '1.png'), shipped('digits', '2.png')]);
    case 'rules':
      return fc.dictionary(
        fc.constantFrom('conv2d_1', 'conv2d_2'),
        fc.constantFrom('ZPlus', 'Epsilon(0.1)', 'Gamma(0.25)'),
      );
    default:
      return fc.constant('Gradient');
  }
}

const given: Record<Modality, ExplainOptions> = {
  image: { model: shipped('lenet', 'model.json'), input: shipped('digits', '9.png') },
  text: { model: path.join(packageFolder(), 'test', 'fixtures', 'spam', 'model.json'), text: 'free money for you' },
  series: { model: shipped('seasons', 'model.json'), series: shipped('seasons', 'samples', 'winter.csv') },
  table: { model: shipped('penguins', 'model.json'), csv: shipped('penguins', 'samples.csv'), row: 1 },
};

/** Options that the command line may get, of any method and kind of input. */
const options = fc.constantFrom(...methods.filter(({ needs }) => needs !== 'trees')).chain((method) =>
  fc.record({
    modality: fc.constantFrom(...method.inputs),
    told: fc.record(Object.fromEntries(method.options.map((option) => [option.name, valuesOf(option)])), {
      requiredKeys: [],
    }),
    more: fc.record(
      {
        output: fc.constantFrom('0', '1', '0,'),
        against: fc.constant('1'),
        normalize: fc.constantFrom('-1..1', '0,255', '0.5/0.5'),
        invert: fc.constant(true),
        fit: fc.constantFrom('stretch', 'crop', 'letterbox'),
        order: fc.constantFrom('rgb', 'bgr'),
        missing: fc.constantFrom('typical', '0'),
        batchSize: fc.integer({ min: 1, max: 9 }),
      },
      { requiredKeys: [] },
    ),
    method: fc.constant(method.name),
  }),
);

const own: Readonly<Record<string, readonly Modality[]>> = {
  normalize: ['image'],
  invert: ['image'],
  fit: ['image'],
  order: ['image'],
  missing: ['table', 'series'],
};

async function recipeFor({
  modality,
  told,
  more,
  method,
}: {
  modality: Modality;
  told: object;
  more: object;
  method: string;
}): Promise<Recipe> {
  const fitting = Object.entries(more).filter(
    ([name, value]) => value !== '0,' && (own[name]?.includes(modality) ?? true),
  );
  const all = { ...given[modality], ...Object.fromEntries(fitting), ...told, method };
  const meta = await readMeta(diskFiles(), all.model as string);
  return recipeOf(diskFiles(), all, modality, { meta });
}

test('any recipe that options make is right, and the same after it was written', async () => {
  await fc.assert(
    fc.asyncProperty(options, async (one) => {
      const recipe = checkRecipe(await recipeFor(one));
      expect(checkRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    }),
    { numRuns: 200 },
  );
});

/** Small numbers of draws, for all that draw many without them. */
const few = (method: string, inner?: string) => {
  const { options: known, of } = methods.find(({ name }) => name === method)!;
  const hears = (name: string) =>
    [...known, ...((methods.find((one) => one.name === inner) ?? of)?.options ?? [])].some(
      (option) => option.name === name,
    );
  return {
    ...(hears('samples') && { samples: 8 }),
    ...(hears('steps') && { steps: 2 }),
    ...(hears('seed') && { seed: 1 }),
  };
};

test('and gives the same explanation then', async () => {
  await fc.assert(
    fc.asyncProperty(options, async (one) => {
      const recipe = await recipeFor({
        ...one,
        told: { ...one.told, ...few(one.method, (one.told as { of?: string }).of) },
      });
      const [item] = await givenItems(given[one.modality], one.modality);
      const said = await Promise.all([recipe, JSON.parse(JSON.stringify(recipe))].map((each) => numbers(each, item)));
      expect(said[1]).toEqual(said[0]);
    }),
    { numRuns: 25 },
  );
});

async function numbers(recipe: Recipe, item: Item): Promise<unknown> {
  const prepared = await prepare(recipe, { files: diskFiles() });
  try {
    const explanation = await prepared.explain(item);
    const values = Array.from(await explanation.val.data());
    explanation.dispose();
    return values;
  } catch (error) {
    return String(error); // such as a model that ends in softmax
  } finally {
    await prepared.dispose();
  }
}
