import { type LoadedModel, loadModel as loadFrom, type ModelRecipe } from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';

/**
 * Loads a model from the disk: a layers-model or a graph-model of TensorFlow.js, or an ONNX model, whichever it is. Weight files must lie in the
 * folder of `model.json`, or below it.
 *
 * @param file the path of `model.json`, or of a file `*.onnx`
 * @param options the layout of an ONNX model, which input and output are explained, and whether it may have weights in other files
 * @returns the model, which belongs to the caller: `await model.dispose()`
 * @throws {RecipeError} for an address
 * @throws {FileError} when a file is missing or cannot be read
 * @throws {ModelFileError} when the files are damaged, incomplete or of no known format
 *
 * @example
 * ```ts
 * const { model, format } = await loadModel(demoModel());
 * format; // => 'layers-model'
 * model.dispose();
 * ```
 */
export function loadModel(file: string, options: Omit<ModelRecipe, 'source'> = {}): Promise<LoadedModel> {
  return loadFrom(diskFiles(), { ...options, source: file });
}
