import path from 'node:path';
import fc from 'fast-check';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { loadGradients } from 'tfjs-gradients';
import {
  checkRecipe,
  type Item,
  type MethodOption,
  type MethodRecipe,
  type ModelOutline,
  methods,
  prepare,
  type Recipe,
  readMeta,
  ruleNames,
  type SelectionRecipe,
  withField,
} from 'xai-recipes';
import { folderFiles } from 'xai-recipes/node';
import { recipeOf } from '../../xai-cli/src/explain/recipe-of';
import { methodTable } from '../src/analysis/method-table';
import { cellRecipe } from '../src/state/dashboard-state';
import { samplesIn } from '../src/state/listed-item';
import { analysisInNode } from './support/analysis-in-node';

const models = path.join(__dirname, '../../xai-cli/models');

interface Choice {
  readonly outline: ModelOutline;
  readonly method: MethodRecipe;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly selection: SelectionRecipe;
}

/** A value that a form lets a user give an option; few draws, as each is explained. */
function arbitraryOf(option: MethodOption, outline: ModelOutline): fc.Arbitrary<unknown> {
  switch (option.kind) {
    case 'count':
      return option.name === 'samples' ? fc.integer({ min: 16, max: 40 }) : fc.integer({ min: 1, max: 6 });
    case 'number':
      if (option.path === 'recipe.seed') return fc.integer({ min: 0, max: 1000 });
      return fc.integer({ min: 1, max: 9 }).map((tenths) => (option.least ?? 0) + tenths / 10);
    case 'choice':
      return fc.constantFrom(...(option.choices ?? []));
    case 'yes':
      return fc.constant(true);
    case 'images':
      return fc.constant(['digits/3.png']);
    case 'rules':
      return fc
        .constantFrom(...ruleNames.filter((name) => name !== 'ZBox'))
        .map((rule) => ({ [outline.featureMaps[0] ?? 'layer']: rule }));
    case 'name':
      return fc.constantFrom(...outline.featureMaps, 'nowhere');
    case 'method':
      return fc.constantFrom('Gradient', 'InputTimesGradient').map((name) => ({ name }));
  }
}

/** What a user can choose for a model: a method, some of its options, and a class. */
function choices(outline: ModelOutline, recipe: Recipe): fc.Arbitrary<Choice> {
  const classes = Array.isArray(recipe.labels) ? (recipe.labels as string[]) : ['0'];
  const selection = fc.record(
    { output: fc.oneof(fc.constantFrom(...classes), fc.integer({ min: 0, max: classes.length - 1 })) },
    { requiredKeys: [] },
  );
  const applicable = methods.filter(({ inputs, needs }) => inputs.includes(recipe.input.kind) && needs !== 'trees');
  return fc.constantFrom(...applicable).chain(({ name, options }) => {
    const values = Object.fromEntries(options.map((option) => [option.name, arbitraryOf(option, outline)]));
    return fc
      .record({ told: fc.record(values, { requiredKeys: 'samples' in values ? ['samples'] : [] }), selection })
      .map(({ told, selection }) => {
        const of = (inRecipe: boolean) =>
          Object.fromEntries(
            options.flatMap((option) => {
              const { [option.name]: value } = told as Record<string, unknown>;
              if (value === undefined || (option.path !== undefined) !== inRecipe) return [];
              return [[option.path ?? option.name, value]];
            }),
          );
        return { outline, method: { name, ...of(false) }, fields: of(true), selection };
      });
  });
}

/** The values of an explanation, or why there is none. */
async function outcome(explain: () => Promise<ArrayLike<number>>): Promise<number[] | string> {
  try {
    return Array.from(await explain());
  } catch (error) {
    return (error as Error).message;
  }
}

async function inNode(recipe: Recipe, item: Item): Promise<ArrayLike<number>> {
  const prepared = await prepare(recipe, { files: await folderFiles(models) });
  try {
    const explanation = await prepared.explain(item);
    const values = await explanation.val.data();
    explanation.dispose();
    return values;
  } finally {
    await prepared.dispose();
  }
}

/** The options of the command line that say the same. */
function optionsOf({ method: { name, of, ...told }, fields, selection }: Choice, model: string) {
  const byPath = Object.fromEntries(Object.entries(fields).map(([path, value]) => [namedAt[path], value]));
  const { output } = selection;
  return {
    ...{ model, method: name, ...told, ...byPath },
    ...(of && { of: of.name }),
    ...(output !== undefined && { output: String(output) }),
  };
}

const namedAt: Readonly<Record<string, string>> = {
  'recipe.seed': 'seed',
  'recipe.model.logits': 'logits',
  'recipe.comparedWith.brightness': 'reference',
  'recipe.comparedWith.images': 'background',
};

test.each([
  ['lenet/model.json', 12],
  ['seasons/model.json', 12],
  ['penguins/model.json', 25],
  ['temperature/model.json', 15],
])(
  'what page and command line make of %s validates, comes back from JSON, and is explained alike by both',
  async (source, numRuns) => {
    await setBackend('cpu');
    loadGradients();
    const { analysis, onDisk } = await analysisInNode(models);
    const { outline, recipe } = await analysis.open(source);
    const [, { item }] = samplesIn(outline.meta, onDisk.names);
    const meta = await readMeta(onDisk, source);
    const seen = { explained: 0 };
    await fc.assert(
      fc.asyncProperty(choices(outline, recipe), async (choice) => {
        const seeded: Choice = { ...choice, fields: { 'recipe.seed': 7, ...choice.fields } };
        const changed = Object.entries(seeded.fields).reduce(
          (known, [path, value]) => withField(known, path, value),
          recipe,
        );
        const made = cellRecipe({ recipe: changed, table: methodTable() }, choice.selection, choice.method);
        const heard = 'seed' in made ? seeded : choice;
        const typed = await recipeOf(onDisk, optionsOf(heard, source) as never, recipe.input.kind, { meta });
        const byPage = await outcome(async () => (await analysis.explain(0, made, item)).explanation.val.data);
        if (typeof byPage !== 'string') seen.explained++;
        for (const one of [made, typed]) {
          const read = JSON.parse(JSON.stringify(one)) as Recipe;
          expect(checkRecipe(read)).toEqual(JSON.parse(JSON.stringify(checkRecipe(one))));
          expect(await outcome(() => inNode(read, item))).toEqual(byPage);
        }
      }),
      { numRuns, seed: 13 },
    );
    expect(seen.explained).toBeGreaterThan(numRuns / 2); // most are no errors
    await analysis.forget();
  },
);
