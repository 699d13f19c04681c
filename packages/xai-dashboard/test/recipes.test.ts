import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

const shipped = path.join(__dirname, '../../xai-cli/models');
let models: string;

/** The models that are shipped, and an ensemble of trees with a table. */
beforeAll(() => {
  models = mkdtempSync(path.join(tmpdir(), 'xai-recipes-'));
  cpSync(shipped, models, { recursive: true });
  const trees = path.join(__dirname, '../../xai-recipes/test/fixtures/trees/tree_reg.onnx');
  mkdirSync(path.join(models, 'trees'));
  copyFileSync(trees, path.join(models, 'trees/model.onnx'));
  const row = (at: number) => Array.from({ length: 3 }, (_, column) => Math.sin(at + 3 * column).toFixed(3));
  const lines = [row(0).map((_, at) => `c${at}`), ...[1, 2, 3, 4].map(row)];
  writeFileSync(path.join(models, 'trees/rows.csv'), `${lines.join('\n')}\n`);
});

afterAll(() => rmSync(models, { recursive: true }));

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

/** What may stand for the rows that a row is compared with. */
function comparisons({ input, comparedWith }: Recipe): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const summary = fc.constantFrom<unknown[]>('means', 'medians', 2);
  const isCompared = input.kind === 'table' && comparedWith?.rows !== undefined;
  return isCompared ? fc.record({ 'recipe.comparedWith.summary': summary }, { requiredKeys: [] }) : fc.constant({});
}

/** What a user can choose for a model: a method, some of its options, and a class. */
function choices(outline: ModelOutline, recipe: Recipe): fc.Arbitrary<Choice> {
  const classes = Array.isArray(recipe.labels) ? (recipe.labels as string[]) : [];
  const index = fc.integer({ min: 0, max: Math.max(0, classes.length - 1) });
  const output = classes.length > 0 ? fc.oneof(fc.constantFrom(...classes), index) : index;
  const selection = fc.record({ output }, { requiredKeys: [] });
  const applicable = methods.filter(
    ({ inputs, needs }) =>
      inputs.includes(recipe.input.kind) &&
      (outline.isOfTrees ? ['trees', 'any model'].includes(needs) : needs !== 'trees'),
  );
  return fc.constantFrom(...applicable).chain(({ name, options }) => {
    const values = Object.fromEntries(options.map((option) => [option.name, arbitraryOf(option, outline)]));
    return fc
      .record({
        told: fc.record(values, { requiredKeys: 'samples' in values ? ['samples'] : [] }),
        selection,
        compared: comparisons(recipe),
      })
      .map(({ told, selection, compared }) => {
        const of = (inRecipe: boolean) =>
          Object.fromEntries(
            options.flatMap((option) => {
              const { [option.name]: value } = told as Record<string, unknown>;
              if (value === undefined || (option.path !== undefined) !== inRecipe) return [];
              return [[option.path ?? option.name, value]];
            }),
          );
        return { outline, method: { name, ...of(false) }, fields: { ...of(true), ...compared }, selection };
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
    ...(byPath.summary !== undefined && { summary: String(byPath.summary) }),
  };
}

const namedAt: Readonly<Record<string, string>> = {
  'recipe.seed': 'seed',
  'recipe.model.logits': 'logits',
  'recipe.comparedWith.brightness': 'reference',
  'recipe.comparedWith.images': 'background',
  'recipe.comparedWith.rows': 'training',
  'recipe.comparedWith.summary': 'summary',
};

const rows = 'trees/rows.csv';

test.each<[string, number, { item?: Item; rows?: string }]>([
  ['lenet/model.json', 12, {}],
  ['seasons/model.json', 12, {}],
  ['penguins/model.json', 25, {}],
  ['temperature/model.json', 15, {}],
  ['mails/model.onnx', 15, { item: { text: 'free money for you' } }],
  ['trees/model.onnx', 12, { item: { file: rows, row: 1 }, rows }],
])(
  'what page and command line make of %s validates, comes back from JSON, and is explained alike by both',
  async (source, numRuns, given) => {
    await setBackend('cpu');
    loadGradients();
    const { analysis, onDisk } = await analysisInNode(models);
    const { outline, recipe: guess } = await analysis.open(source);
    const recipe = given.rows ? withField(guess, 'recipe.comparedWith.rows', given.rows) : guess;
    const item = given.item ?? samplesIn(outline.meta, onDisk.names)[1].item;
    const meta = await readMeta(onDisk, source).catch(() => undefined); // trees have none
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
        const options = { ...optionsOf(heard, source), ...(given.rows && { training: given.rows }) };
        const typed = await recipeOf(onDisk, options as never, recipe.input.kind, { meta });
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
