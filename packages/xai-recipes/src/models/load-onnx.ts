import { type OnnxGraph, type OnnxValue, readModel } from 'onnx-format';
import {
  ExternalDataError,
  OnnxModel,
  type ReadOptions,
  readOnnx,
  readTreeEnsemble,
  UnsupportedOperatorError,
} from 'onnx-model';
import { NoGradientError, TensorBag, ValueError } from 'xai-base';
import { ModelFileError, RecipeError } from '../errors/errors';
import { listNames } from '../errors/list-names';
import type { Files } from '../files/files';
import { readBytes } from '../files/read-file';
import type { ModelRecipe } from '../recipe/model-recipe';
import { countsOf } from './counts-of';
import { toEnd } from './end';
import { externalDataOf, type OnnxFile } from './external-data-of';
import { featureMapsIn } from './feature-maps';
import { fixedInputs } from './fixed-inputs';
import { nodesBefore } from './graph-ends';
import type { LoadedOnnx } from './loaded-model';
import { onnxLayout } from './onnx-layout';
import { hasTrees, onnxNodes } from './onnx-nodes';

/** What is known when a model is read. */
export interface LoadOptions {
  /** How long the explained input is where the model leaves it open, such as the number of words. */
  readonly length?: number;
}

/**
 * Reads an ONNX model into TensorFlow.js ops; if it has operators that cannot be read, onnxruntime runs it, if that is installed.
 *
 * @throws {FileError} when there is no such file
 * @throws {ModelFileError} when it is no ONNX model that can be loaded
 * @throws {RecipeError} when it has several inputs or outputs, and it is not clear which is explained
 */
export async function loadOnnx(files: Files, recipe: ModelRecipe, options: LoadOptions = {}): Promise<LoadedOnnx> {
  const { source: name, layout, output, input, fix } = recipe;
  const file = { name, bytes: await readBytes(files, name, 'the model') };
  const graph = graphIn(file);
  const inputs = inputsOf(graph);
  const bag = new TensorBag();
  try {
    const isPlain = inputs.length < 2 && input === undefined && fix === undefined;
    const fixed = isPlain ? undefined : await fixedInputs(inputs, { input, fix, files, ...options }, bag);
    const externalData = recipe.externalData === true && (await externalDataOf(files, file));
    const asked = { externalData, output, ...(fixed && { input: fixed.input, fixedInputs: fixed.tensors }) };
    const more = { format: 'onnx', input: fixed?.input, warnings: fixed?.warnings } as const;
    const main = inputs.find(({ name }) => name === (fixed?.input ?? inputs[0].name));
    const found = layout ?? (graph && main ? onnxLayout(graph, main.name, toEnd(main).shape) : 'channels-last');
    const read = { ...asked, channelsFirst: found === 'channels-first' };
    const opened = await open(file, read, main?.type === 'string');
    const trees = graph && hasTrees(graph) ? { trees: () => readTreeEnsemble(file.bytes) } : {};
    return {
      ...more,
      ...trees,
      layout: found,
      ...opened,
      ...(graph && { operations: operationsIn(graph), ...mapsOf(opened, graph, output) }),
    };
  } finally {
    bag.dispose();
  }
}

/**
 * Whether onnxruntime itself runs the model, as nothing else can.
 *
 * @example
 * ```ts
 * isRunNatively({ format: 'layers-model' }); // => false
 * ```
 */
export function isRunNatively(loaded: { readonly format: string; readonly withoutGradients?: Error }): boolean {
  return loaded.format === 'onnx' && loaded.withoutGradients !== undefined;
}

/** What is in a file; nothing of one that cannot be read, about which its loader says more. */
function graphIn({ bytes }: OnnxFile): OnnxGraph | undefined {
  try {
    return readModel(bytes).graph;
  } catch {
    return undefined;
  }
}

/** The inputs that are no constants. */
function inputsOf(graph: OnnxGraph | undefined): readonly OnnxValue[] {
  return graph ? graph.inputs.filter(({ name }) => !graph.initializers.has(name)) : [];
}

function operationsIn(graph: OnnxGraph): Record<string, number> {
  return countsOf(onnxNodes(graph).map(({ op }) => op));
}

/** The feature maps of a model that was read into ops. */
function mapsOf(
  { withoutGradients }: Opened,
  graph: OnnxGraph,
  output = graph.outputs[0]?.name,
): Pick<LoadedOnnx, 'featureMaps'> {
  if (withoutGradients) return {};
  const outputs = graph.outputs.map(({ name }) => name);
  return { featureMaps: featureMapsIn(nodesBefore(onnxNodes(graph), output), outputs) };
}

type Opened = Pick<LoadedOnnx, 'model' | 'withoutGradients'>;

/** @param areTexts whether it takes texts as they are, which only onnxruntime does */
async function open(file: OnnxFile, options: ReadOptions, areTexts: boolean): Promise<Opened> {
  const ops = areTexts ? ofTexts(options.input) : await supported(file, () => readOnnx(file.bytes, options));
  if (!(ops instanceof Error)) return { model: ops };
  const session = await supported(file, () => OnnxModel.load(file.bytes, options));
  return { model: session as OnnxModel, withoutGradients: ops };
}

function ofTexts(input: string | undefined): NoGradientError {
  const expected = 'a method that only calls the model, such as KernelSHAP';
  const message = `The model takes texts as they are, which have no gradients; expected ${expected}.`;
  return new NoGradientError(message, { argument: 'model', value: input, expected });
}

/** What was loaded, or the error that lists the operators for which there is nothing. */
async function supported<Loaded>(
  file: OnnxFile,
  load: () => Promise<Loaded>,
): Promise<Loaded | UnsupportedOperatorError> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof UnsupportedOperatorError) return error;
    throw failure(file, error as Error);
  }
}

function failure({ name: file }: OnnxFile, cause: Error): Error {
  if (cause instanceof ValueError && cause.argument === 'output' && Array.isArray(cause.value)) {
    const names = listNames(cause.value);
    const expected = 'recipe.model.output with one of them';
    return new RecipeError(`${file} has the outputs ${names}; expected ${expected}.`, {
      argument: 'recipe.model.output',
      value: cause.value,
      expected,
      cause,
    });
  }
  const hint =
    cause instanceof ExternalDataError
      ? ' Here, recipe.model.externalData allows files in the folder of the model.'
      : '';
  return new ModelFileError(`${file} cannot be loaded: ${cause.message}${hint}`, {
    argument: 'model',
    value: file,
    cause,
  });
}
