import type { PlainExplanation } from 'xai-base';
import type { Recipe } from 'xai-recipes';
import type { TableOutline } from '../analysis/explained';
import type { FileKind, KnownFile } from '../analysis/file-kind';
import type { DashboardState, Restored } from './dashboard-state';
import { itemsIn, type ListedItem } from './listed-item';

/** Who files are taken for. */
export interface FileTaker {
  readonly state: DashboardState;
  readonly analysis: {
    recipeIn(name: string): Promise<Recipe>;
    restore(name: string): Promise<PlainExplanation>;
    table(name: string): Promise<TableOutline>;
  };
  open(source: string, start?: { readonly recipe?: Recipe }): Promise<boolean>;
  setField(path: string, value: unknown, reason?: string): Promise<void>;
  setRecipe(recipe: Recipe, changes: Pick<DashboardState, 'methods' | 'classes'>): Promise<void>;
  addItems(items: readonly ListedItem[]): Promise<void>;
  restore(restored: Restored): void;
  tell(problem: string, kind?: 'note'): void;
}

/** How many rows of a table are listed. */
const MOST_ROWS = 1000;

/** What is done with files: the model is opened first, and the others are then read as it takes them. */
export async function takeFiles(dashboard: FileTaker, files: readonly KnownFile[]): Promise<void> {
  const of = (...kinds: FileKind[]) => files.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  for (const { problem } of files) if (problem) dashboard.tell(problem);
  const [models, recipes] = [of('model'), of('recipe')];
  if (models.length > 1) dashboard.tell(`Of the models ${models.join(', ')} the first is opened.`, 'note');
  if (recipes.length > 0) await takeRecipe(dashboard, await dashboard.analysis.recipeIn(recipes[0]));
  else if (models.length > 0) await dashboard.open(models[0]);
  for (const name of of('explanation')) {
    const explanation = await dashboard.analysis.restore(name);
    const recipe = explanation.extras?.recipe as Recipe | undefined;
    dashboard.restore({ name, explanation, ...(recipe && { recipe }) });
  }
  const [labels] = of('labels');
  if (labels !== undefined && models.length === 0) await dashboard.setField('recipe.labels', { file: labels });
  await takeItems(dashboard, of('image', 'numbers', 'text'));
}

/** A recipe is of the model that is open, or of another one that is there. */
async function takeRecipe(dashboard: FileTaker, recipe: Recipe): Promise<void> {
  const { model } = dashboard.state;
  const { method, selection = {} } = recipe;
  if (model?.source !== recipe.model.source) {
    await dashboard.open(recipe.model.source, { recipe });
    return;
  }
  await dashboard.setRecipe(recipe, { methods: [method], classes: [selection] });
}

/** A table may have more columns than the model takes, such as a date or the right answer: those with numbers are then likely the ones. */
async function guessColumns(dashboard: FileTaker, name: string, { columns, numeric }: TableOutline): Promise<void> {
  const { recipe, model } = dashboard.state;
  const inputs = model?.outline.inputs ?? [];
  const [{ shape }] = inputs.filter((input) => input.name === recipe?.model.input).concat(inputs);
  const taken = shape?.at(-1);
  if (!recipe || 'features' in recipe.input || columns === taken || numeric.length !== taken) return;
  const reason = `${name} has numbers in ${taken} of its ${columns} columns, and the model takes ${taken}`;
  await dashboard.setField('recipe.input.features', numeric, reason);
}

/** Files to explain, of the kind that the model takes. */
async function takeItems(dashboard: FileTaker, names: readonly string[]): Promise<void> {
  const kind = dashboard.state.recipe?.input.kind;
  if (names.length === 0 || !kind) return;
  const endings = { image: /\.(png|jpe?g|webp|gif|avif|bmp)$/i, text: /\.txt$/i, series: numbers, table: numbers }[
    kind
  ];
  const taken = names.filter((name) => endings.test(name));
  const others = names.filter((name) => !endings.test(name));
  if (others.length > 0) dashboard.tell(`The model takes ${wanted[kind]}; ${others.join(', ')} cannot be explained.`);
  const items: ListedItem[] = [];
  for (const name of taken) {
    const table = kind === 'table' || kind === 'series' ? await dashboard.analysis.table(name) : undefined;
    if (table) await guessColumns(dashboard, name, table);
    const rows = kind === 'table' && table ? table.rows : 1;
    if (rows > MOST_ROWS) dashboard.tell(`Of the ${rows} rows of ${name} the first ${MOST_ROWS} are listed.`, 'note');
    items.push(...itemsIn(name, kind, Math.min(rows, MOST_ROWS)));
  }
  if (items.length > 0) await dashboard.addItems(items);
}

const numbers = /\.(csv|tsv|npy|npz|wav)$/i;
const wanted = {
  image: 'images (.png, .jpg, .webp)',
  text: 'texts (.txt)',
  series: 'series (.csv, .npy)',
  table: 'tables (.csv, .npy)',
};
