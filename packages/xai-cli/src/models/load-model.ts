import type { GraphModel } from '@tensorflow/tfjs-converter';
import { engine, type io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type LoadedOnnx, type LoadOptions, loadOnnx } from './load-onnx';
import { type ModelJson, readModelJson, readWeights, wrong } from './model-files';

/** A model that was read from files. */
export type LoadedModel =
  | LoadedOnnx
  | { readonly format: 'layers-model'; readonly model: LayersModel; readonly json: ModelJson }
  | { readonly format: 'graph-model'; readonly model: GraphModel; readonly json: ModelJson };

/**
 * Loads a model from the disk: a layers-model or a graph-model of TensorFlow.js, or an ONNX model, whichever it is. Weight files must lie in the
 * folder of `model.json`, or below it.
 *
 * @param file the path of `model.json`, or of a file `*.onnx`
 * @param options the layout of an ONNX model, and whether it may have weights in other files
 * @returns the model, which belongs to the caller: `await model.dispose()`
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
  if (/\.onnx$/i.test(file)) return loadOnnx(file, options);
  const json = await readModelJson(file);
  const format = formatOf(json);
  if (!format) throw wrong(file, 'is of no known format', 'the model.json of a tfjs layers-model or graph-model');
  const { modelTopology, userDefinedMetadata, signature } = json;
  const artifacts = { modelTopology, userDefinedMetadata, signature, ...(await readWeights(file, json)) };
  try {
    if (format === 'layers-model') return { format, model: await loadLayers(artifacts), json };
    const { loadGraphModel } = await import('@tensorflow/tfjs-converter');
    return { format, model: await loadGraphModel({ load: async () => artifacts }), json };
  } catch (cause) {
    throw wrong(file, `cannot be loaded: ${(cause as Error).message}`, `a complete ${format}`, cause);
  }
}

/** Loads a layers-model; a failure leaves neither tensors nor variables behind. */
async function loadLayers(artifacts: io.ModelArtifacts): Promise<LayersModel> {
  const { loadLayersModel } = await import('@tensorflow/tfjs-layers');
  const known = new Set(Object.keys(engine().state.registeredVariables));
  const load = async () => {
    engine().startScope(); // what follows is synchronous: no other work's tensors come into this scope
    return artifacts;
  };
  try {
    return await loadLayersModel({ load });
  } catch (error) {
    for (const [name, variable] of Object.entries(engine().state.registeredVariables))
      if (!known.has(name)) variable.dispose();
    throw error;
  } finally {
    engine().endScope();
  }
}

/** By what it says of itself, or else by what its topology looks like. */
function formatOf({ format, modelTopology }: ModelJson): 'layers-model' | 'graph-model' | undefined {
  if (format === 'layers-model' || format === 'graph-model') return format;
  if (typeof modelTopology !== 'object' || modelTopology === null) return undefined;
  if ('node' in modelTopology) return 'graph-model';
  return 'model_config' in modelTopology || 'class_name' in modelTopology ? 'layers-model' : undefined;
}
