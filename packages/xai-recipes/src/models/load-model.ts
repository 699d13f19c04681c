import { describeValue } from 'xai-base';
import { RecipeError } from '../errors/errors';
import type { Files } from '../files/files';
import type { ModelRecipe } from '../recipe/model-recipe';
import { checkInputSize } from './input-size';
import { type LoadOptions, loadOnnx } from './load-onnx';
import { loadTfjs } from './load-tfjs';
import type { LoadedModel } from './loaded-model';

/**
 * Loads a model: a layers-model or a graph-model of TensorFlow.js, or an ONNX model, whichever it is. Weight files must lie in the folder of
 * `model.json`, or below it.
 *
 * @param recipe what of it is explained; the name of its file at least
 * @returns the model, which belongs to the caller: `await model.dispose()`
 * @throws {RecipeError} for an address, and when it is not clear which input or output is explained
 * @throws {FileError} when a file is missing or cannot be read
 * @throws {ModelFileError} when the files are damaged, incomplete or of no known format
 *
 * @example
 * ```ts
 * const { model, format } = await loadModel(await folderFiles('../xai-cli/models/lenet'), { source: 'model.json' });
 * format; // => 'layers-model'
 * model.dispose();
 * ```
 */
export async function loadModel(files: Files, recipe: ModelRecipe, options: LoadOptions = {}): Promise<LoadedModel> {
  const { source, format } = recipe;
  checkIsLocal(source);
  const isOnnx = format === undefined ? /\.onnx$/i.test(source) : format === 'onnx';
  const loaded = isOnnx ? await loadOnnx(files, recipe, options) : await loadTfjs(files, source);
  try {
    checkInputSize(source, loaded);
    return loaded;
  } catch (error) {
    await loaded.model.dispose();
    throw error;
  }
}

/** @throws {RecipeError} for an address: nothing is fetched */
function checkIsLocal(source: string): void {
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(source)) return;
  const expected = 'a file on this disk; download the model and its weight files first';
  throw new RecipeError(`recipe.model.source is the address ${describeValue(source)}; expected ${expected}.`, {
    argument: 'recipe.model.source',
    value: source,
    expected,
  });
}
