import type { GraphModel } from '@tensorflow/tfjs-converter';
import { engine, type io, type Tensor } from '@tensorflow/tfjs-core';
import type { Files } from '../files/files';
import { checkTopology } from './check-topology';
import { cuttable } from './cuttable-graph-model';
import { featureMapsIn } from './feature-maps';
import { graphModelNodes } from './graph-model-nodes';
import type { LoadedGraph, LoadedLayers } from './loaded-model';
import { type ModelJson, readModelJson, readWeights } from './model-files';
import { wrong } from './wrong';

/** A model of TensorFlow.js that was read from files. */
export type LoadedTfjs = LoadedLayers | LoadedGraph;

/**
 * Reads a layers-model or a graph-model of TensorFlow.js, whichever it is. A failure leaves neither tensors nor variables behind.
 *
 * @param file the name of `model.json`
 * @throws {FileError} when a file is missing or cannot be read
 * @throws {ModelFileError} when the files are damaged, incomplete or of no known format
 */
export async function loadTfjs(files: Files, file: string): Promise<LoadedTfjs> {
  const json = await readModelJson(files, file);
  const format = formatOf(json);
  if (!format) throw wrong(file, 'is of no known format', 'the model.json of a tfjs layers-model or graph-model');
  const { modelTopology, userDefinedMetadata, signature } = json;
  if (format === 'layers-model') checkTopology(file, modelTopology);
  const artifacts = { modelTopology, userDefinedMetadata, signature, ...(await readWeights(files, file, json)) };
  try {
    if (format === 'layers-model') return { format, model: await loadLayers(artifacts), json };
    const model = cuttable(await loadGraph(artifacts), json);
    const outputs = model.outputs.map(({ name }) => name.replace(/:\d+$/, ''));
    return { format, model, json, featureMaps: featureMapsIn(graphModelNodes(json), outputs) };
  } catch (cause) {
    throw wrong(file, `cannot be loaded: ${(cause as Error).message}`, `a complete ${format}`, cause);
  }
}

async function loadLayers(artifacts: io.ModelArtifacts) {
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

async function loadGraph(artifacts: io.ModelArtifacts): Promise<GraphModel> {
  const { loadGraphModelSync } = await import('@tensorflow/tfjs-converter');
  engine().startScope();
  let weights: Tensor[] = []; // none of a model that cannot be loaded outlives the scope
  try {
    const model = loadGraphModelSync({ load: () => artifacts });
    weights = [...engine().state.activeScope.track];
    return model as unknown as GraphModel; // its type says by what it was loaded
  } finally {
    engine().endScope(weights);
  }
}

/** By what it says of itself, or else by what its topology looks like. */
function formatOf({ format, modelTopology }: ModelJson): 'layers-model' | 'graph-model' | undefined {
  if (format === 'layers-model' || format === 'graph-model') return format;
  if (typeof modelTopology !== 'object' || modelTopology === null) return undefined;
  if ('node' in modelTopology) return 'graph-model';
  return 'model_config' in modelTopology || 'class_name' in modelTopology ? 'layers-model' : undefined;
}
