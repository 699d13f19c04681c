import type { Executor } from 'xai-base';
import type { Files } from '../files/files';
import { loadModel } from '../models/load-model';
import { loadTextModel, type TokenizedText } from '../models/load-text-model';
import { checkRecipe } from '../recipe/check-recipe';
import type { Recipe } from '../recipe/recipe';
import { Prepared } from './prepared';
import { labelsIn, readLabels } from './read-labels';
import { selectedBy } from './selection';

/** What a recipe is prepared with. */
export interface PrepareOptions {
  /** Hold what the recipe names, and what is explained. */
  readonly files: Files;
  /** What runs the methods' programs; TensorFlow.js on its current backend, if it is left out. */
  readonly engine?: { readonly executor?: Executor };
}

/**
 * Makes a recipe ready: checks it and loads its model.
 *
 * @param recipe plain JSON from anywhere
 * @returns what explains items; it owns the model: `await prepared.dispose()`
 * @throws {RecipeError} with the path of what is wrong in the recipe
 * @throws {FileError} when a file is missing or cannot be read
 * @throws {ModelFileError} when the model's files are damaged, incomplete or of no known format
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models');
 * const model = { source: 'lenet/model.json' };
 * const recipe = { version: 1, model, input: { kind: 'image' }, method: { name: 'Gradient' } } as const;
 * const prepared = await prepare(recipe, { files });
 * const explanation = await prepared.explain('digits/9.png');
 * explanation.outputSelection; // => [9]
 * explanation.dispose();
 * await prepared.dispose();
 * ```
 */
export async function prepare(recipe: Recipe, { files, engine }: PrepareOptions): Promise<Prepared> {
  const checked = checkRecipe(recipe);
  const given = await readLabels(files, checked.labels);
  if (given) selectedBy(checked.selection, given); // what is wrong is said before the model is read
  const { input, model } = checked;
  const loaded = await (isTokenized(input) ? loadTextModel(files, model, input) : loadModel(files, model));
  try {
    const labels = given ?? labelsIn(loaded);
    const selected = selectedBy(checked.selection, labels);
    return new Prepared({ recipe: checked, files, labels, selected, loaded, executor: engine?.executor });
  } catch (error) {
    await loaded.model.dispose();
    throw error;
  }
}

function isTokenized(input: Recipe['input']): input is Recipe['input'] & TokenizedText {
  return input.kind === 'text' && input.tokenizer !== undefined;
}
