import { describeValue } from 'xai-base';
import { UsageError } from '../errors/errors';
import { checkInputSize } from './input-size';
import { type LoadOptions, loadOnnx } from './load-onnx';
import { loadTfjs } from './load-tfjs';
import type { LoadedModel } from './loaded-model';

/**
 * Loads a model from the disk: a layers-model or a graph-model of TensorFlow.js, or an ONNX model, whichever it is. Weight files must lie in the
 * folder of `model.json`, or below it.
 *
 * @param file the path of `model.json`, or of a file `*.onnx`
 * @param options the layout of an ONNX model, and whether it may have weights in other files
 * @returns the model, which belongs to the caller: `await model.dispose()`
 * @throws {UsageError} for an address
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
export async function loadModel(file: string, options: LoadOptions = {}): Promise<LoadedModel> {
  checkIsLocal(file);
  const loaded = /\.onnx$/i.test(file) ? await loadOnnx(file, options) : await loadTfjs(file);
  try {
    checkInputSize(file, loaded);
    return loaded;
  } catch (error) {
    await loaded.model.dispose();
    throw error;
  }
}

/** @throws {UsageError} for an address: nothing is fetched */
function checkIsLocal(file: string): void {
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(file)) return;
  const expected = 'a file on this disk; download the model and its weight files first';
  throw new UsageError(`--model is the address ${describeValue(file)}; expected ${expected}.`, {
    argument: '--model',
    value: file,
    expected,
  });
}
