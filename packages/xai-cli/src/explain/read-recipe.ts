import path from 'node:path';
import { beside, checkRecipe, decodeText, type Files, fieldOf, type Recipe, withField, withFile } from 'xai-recipes';
import { UsageError } from '../errors/errors';

/** The fields of a recipe that name files. */
const named = [
  'recipe.model.source',
  'recipe.input.vocabulary.file',
  'recipe.input.tokenizer',
  'recipe.labels.file',
  'recipe.selection.region',
  'recipe.comparedWith.rows',
] as const;

/**
 * Reads a recipe from a file. The files that it names lie in its folder, or below it: a recipe from elsewhere opens no file of the user's.
 *
 * @param model takes the place of the model that it names, which may then lie anywhere, and files beside it
 * @throws {FileError} when there is no such file
 * @throws {UsageError} when it is no JSON
 * @throws {RecipeError} naming the path of a field that is wrong
 * @throws {ModelFileError} for a file that lies elsewhere
 */
export async function readRecipe(files: Files, file: string, model?: string): Promise<Recipe> {
  const bytes = await withFile('read the recipe', file, () => files.read(file));
  let recipe = checkRecipe(parsed(file, decodeText(bytes)));
  const place = (name: unknown) => placed(files, name, file, model);
  for (const field of named) {
    if (field === 'recipe.model.source' && model !== undefined) continue;
    const name = fieldOf(recipe, field);
    if (name !== undefined) recipe = withField(recipe, field, await place(name));
  }
  const images = recipe.comparedWith?.images;
  if (images) recipe = withField(recipe, 'recipe.comparedWith.images', await Promise.all(images.map(place)));
  for (const [name, filling] of Object.entries(recipe.model.fix ?? {})) {
    if (typeof filling !== 'object' || !('file' in filling)) continue;
    const fix = { ...recipe.model.fix, [name]: { file: await place(filling.file) } };
    recipe = withField(recipe, 'recipe.model.fix', fix);
  }
  return recipe;
}

/** A file in the folder of the recipe, or of the model that the user names: a recipe that `xai inspect` printed names what lies beside the model as the model was named. */
async function placed(files: Files, name: unknown, recipe: string, model?: string): Promise<string> {
  const folder = model?.slice(0, model.length - path.basename(model).length);
  if (model !== undefined && folder && typeof name === 'string' && name.startsWith(folder))
    return beside(files, model, name.slice(folder.length), 'the file');
  return beside(files, recipe, name, 'the file');
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const expected = 'a recipe, such as `xai inspect model --recipe` prints';
    throw new UsageError(`${file} is not JSON: ${(cause as Error).message}; expected ${expected}.`, {
      argument: '--recipe',
      value: file,
      expected,
      cause,
    });
  }
}

/** @throws {UsageError} always: neither a model nor a recipe is given */
export function missingModel(): never {
  const expected = '--model with its file, or --recipe with a file that names it';
  throw new UsageError(`required option '--model <file>' not specified; expected ${expected}.`, {
    argument: '--model',
    expected,
  });
}
