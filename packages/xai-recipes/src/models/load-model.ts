import { describeValue } from 'xai-base';
import { ModelFileError, RecipeError } from '../errors/errors';
import type { Files } from '../files/files';
import { readBytes } from '../files/read-file';
import { exportCommand } from '../readers/export-command';
import { readKeras } from '../readers/keras/read-keras';
import type { ModelRecipe } from '../recipe/model-recipe';
import { readerOf, withoutQuery } from './format-of';
import { checkInputSize } from './input-size';
import { type LoadOptions, loadOnnx } from './load-onnx';
import { loadTfjs } from './load-tfjs';
import type { LoadedModel } from './loaded-model';

/**
 * Loads a model: a layers-model or a graph-model of TensorFlow.js, an ONNX model, or one that Keras saved, whichever it is: its name says it, or, without an
 * ending, its first bytes. Weight files must lie in the folder of `model.json`, or below it.
 *
 * @param recipe what of it is explained; the name of its file at least
 * @returns the model, which belongs to the caller: `await model.dispose()`
 * @throws {RecipeError} for an address, unless the files take addresses, and when it is not clear which input or output is explained
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
  const { source } = recipe;
  if (!files.takesAddresses) checkIsLocal(source);
  const loaded = await loadAny(files, recipe, options);
  try {
    checkInputSize(source, loaded);
    return loaded;
  } catch (error) {
    await loaded.model.dispose();
    throw error;
  }
}

async function loadAny(files: Files, recipe: ModelRecipe, options: LoadOptions): Promise<LoadedModel> {
  const { source } = recipe;
  switch (await readerOf(files, recipe)) {
    case 'onnx':
      return loadOnnx(files, recipe, options);
    case 'keras':
      return { format: 'layers-model', model: await readKeras(await readBytes(files, source, 'the model')) };
    case 'tfjs':
      return loadTfjs(files, recipe, options);
    case 'none':
      throw ofAnotherLibrary(source);
  }
}

function ofAnotherLibrary(source: string): ModelFileError {
  const expected = `an ONNX file, made by ${exportCommand(withoutQuery(source))}`;
  return new ModelFileError(`${source} is a model of another library; expected ${expected}`, {
    argument: 'model',
    value: source,
    expected,
  });
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
