import { type Files, type Item, prepare, type Recipe } from '../../src';

/** What a recipe says of an item, as numbers. */
export interface Explained {
  readonly shape: readonly number[];
  readonly val: readonly number[];
  readonly output: readonly number[];
  readonly extras: Readonly<Record<string, unknown>>;
}

/** Prepares a recipe, explains an item, and frees all. */
export async function explained(recipe: Recipe, files: Files, item: Item): Promise<Explained> {
  const prepared = await prepare(recipe, { files });
  try {
    const explanation = await prepared.explain(item);
    const { val, output, extras = {} } = explanation;
    const numbers = { val: Array.from(await val.data()), output: Array.from(await output.data()) };
    explanation.dispose();
    return { shape: val.shape, ...numbers, extras };
  } finally {
    await prepared.dispose();
  }
}
