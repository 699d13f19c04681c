import type { GraphModel } from '@tensorflow/tfjs-converter';
import { engine, type io } from '@tensorflow/tfjs-core';
import { TensorBag } from 'xai-base';
import type { Files } from '../files/files';
import type { ModelRecipe } from '../recipe/model-recipe';
import { checkTopology } from './check-topology';
import { withoutControlFlow } from './control-flow/without-control-flow';
import { type RawEnd, toEnd } from './end';
import { featureMapsIn } from './feature-maps';
import { fixedInputs } from './fixed-inputs';
import { floatImages } from './float-images';
import { graphInputs, graphOutput, graphOutputs, nodeName, nodesBefore } from './graph-ends';
import { graphFunction } from './graph-function';
import { graphModelNodes } from './graph-model-nodes';
import { layoutOf } from './guess-layout';
import { keepElements } from './kept-elements';
import { loadGraph } from './load-graph';
import type { LoadOptions } from './load-onnx';
import type { LoadedGraph, LoadedLayers } from './loaded-model';
import { type ModelJson, readModelJson, readWeights } from './model-files';
import { wrong } from './wrong';

/** A model of TensorFlow.js that was read from files. */
export type LoadedTfjs = LoadedLayers | LoadedGraph;

/**
 * Reads a layers-model or a graph-model of TensorFlow.js, whichever it is. A failure leaves neither tensors nor variables behind.
 *
 * @param recipe the name of `model.json`, and what of a graph-model is explained
 * @throws {FileError} when a file is missing or cannot be read
 * @throws {ModelFileError} when the files are damaged, incomplete or of no known format
 * @throws {RecipeError} when a graph-model has several inputs or outputs, and it is not clear which is explained
 */
export async function loadTfjs(files: Files, recipe: ModelRecipe, options: LoadOptions = {}): Promise<LoadedTfjs> {
  const { source: file } = recipe;
  const [format, json] = await readTfjs(files, file);
  const artifacts = { ...artifactsOf(json), ...(await readWeights(files, file, json)) };
  if (format === 'layers-model') {
    checkTopology(file, json.modelTopology);
    return { format, model: await complete(file, format, () => loadLayers(artifacts)), json };
  }
  const model = await complete(file, format, () => loadGraph(artifacts));
  try {
    return { format, json, ...(await functionOf(model, { files, recipe, json, artifacts, options })) };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** The inputs and outputs of a graph-model. */
interface GraphEndsOutline {
  readonly inputs: readonly RawEnd[];
  readonly outputs: readonly RawEnd[];
}

/** The ends of a graph-model, whose weights are not read. */
export async function readGraphEnds(file: string, json: ModelJson): Promise<GraphEndsOutline> {
  const artifacts = { ...artifactsOf(json), weightSpecs: [], weightData: new ArrayBuffer(0) };
  const model = await complete(file, 'graph-model', () => loadGraph(artifacts));
  const ends = { inputs: graphInputs(model), outputs: graphOutputs(model, json) };
  model.dispose();
  return ends;
}

/** The `model.json` of a model, and which kind that is of; images of whole numbers are taken as floating-point numbers. */
export async function readTfjs(files: Files, file: string): Promise<['layers-model' | 'graph-model', ModelJson]> {
  const json = await readModelJson(files, file);
  const format = formatOf(json);
  if (!format) throw wrong(file, 'is of no known format', 'the model.json of a tfjs layers-model or graph-model');
  return [
    format,
    format === 'graph-model' ? await complete(file, format, async () => keepElements(floatImages(json))) : json,
  ];
}

const artifactsOf = ({ modelTopology, userDefinedMetadata, signature }: ModelJson) => ({
  ...{ modelTopology, userDefinedMetadata, signature },
});

/** @throws {ModelFileError} when a file is damaged */
async function complete<Model>(file: string, format: string, load: () => Promise<Model>): Promise<Model> {
  try {
    return await load();
  } catch (cause) {
    throw wrong(file, `cannot be loaded: ${(cause as Error).message}`, `a complete ${format}`, cause);
  }
}

interface Asked {
  readonly files: Files;
  readonly recipe: ModelRecipe;
  readonly json: ModelJson;
  readonly artifacts: io.ModelArtifacts;
  readonly options: LoadOptions;
}

/** A graph-model as a function of the input that is explained. */
async function functionOf(
  whole: GraphModel,
  { files, recipe, json, artifacts, options }: Asked,
): Promise<Pick<LoadedGraph, 'model' | 'graph' | 'featureMaps' | 'warnings'>> {
  const { source, input, output: asked, fix, layout } = recipe;
  const output = graphOutput(source, graphOutputs(whole, json), asked);
  const inputs = graphInputs(whole);
  const bag = new TensorBag();
  try {
    const isPlain = inputs.length === 1 && input === undefined && fix === undefined;
    const {
      input: main,
      tensors,
      warnings,
    } = isPlain
      ? { input: inputs[0].name, tensors: {}, warnings: [] }
      : await fixedInputs(inputs, { input, fix, files, ...options }, bag);
    const { length } = options;
    const { graph, topology, asynchronous } = await withoutControlFlow(whole, artifacts, { fixed: tensors, length });
    bag.add(graph);
    const nodes = graphModelNodes({ modelTopology: topology });
    const values = nodes.map(({ outputs: [name] }) => name);
    const shape = inputs.find(({ name }) => name === main);
    const found = layout ?? layoutOf(shape && toEnd(shape).shape, 'channels-last');
    const isMoved = found === 'channels-first';
    const model = graphFunction(graph, { input: main, output, fixed: tensors, values, isMoved, asynchronous });
    bag.release(graph, ...Object.values(tensors));
    const ends = graph.outputs.map(({ name }) => nodeName(name));
    return { model, graph, warnings, featureMaps: featureMapsIn(nodesBefore(nodes, output.name), ends) };
  } finally {
    bag.dispose();
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

/** By what it says of itself, or else by what its topology looks like. */
function formatOf({ format, modelTopology }: ModelJson): 'layers-model' | 'graph-model' | undefined {
  if (format === 'layers-model' || format === 'graph-model') return format;
  if (typeof modelTopology !== 'object' || modelTopology === null) return undefined;
  if ('node' in modelTopology) return 'graph-model';
  return 'model_config' in modelTopology || 'class_name' in modelTopology ? 'layers-model' : undefined;
}
