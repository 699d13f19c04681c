import { readFile } from 'node:fs/promises';
import { type OnnxValue, readModel } from 'onnx-format';
import {
  ExternalDataError,
  OnnxModel,
  type ReadOptions,
  readOnnx,
  toLayersModel,
  UnsupportedOperatorError,
} from 'onnx-model';
import { TensorBag, ValueError } from 'xai-base';
import { listNames, ModelFileError, withFile } from 'xai-recipes';
import { UsageError } from '../errors/errors';
import { toEnd } from './end';
import { type AskedInputs, fixedInputs } from './fixed-inputs';
import { type Layout, layoutOf } from './layout';
import type { LoadedOnnx } from './loaded-model';

/** How to load a model, where its file does not say it. */
export interface LoadOptions extends AskedInputs {
  /** Of an ONNX model; found out by default. */
  readonly layout?: Layout;
  /** Whether the weights of an ONNX model may lie in other files, in its folder. */
  readonly externalData?: boolean;
  /** The output of an ONNX model whose values are explained; the only one, or beside labels the scores, by default. */
  readonly output?: string;
}

/**
 * Reads an ONNX model as layers; if it has operators that no layer does, into TensorFlow.js ops; if it has some that cannot be read at all,
 * onnxruntime-node runs it, if that is installed.
 *
 * @throws {FileError} when there is no such file
 * @throws {ModelFileError} when it is no ONNX model that can be loaded
 * @throws {UsageError} when it has several inputs or outputs, and it is not clear which is explained
 */
export async function loadOnnx(file: string, options: LoadOptions): Promise<LoadedOnnx> {
  const { layout, externalData = false, output } = options;
  const inputs = await inputsOf(file);
  const bag = new TensorBag();
  try {
    const isPlain = inputs.length < 2 && options.input === undefined && options.fix === undefined;
    const fixed = isPlain ? undefined : await fixedInputs(inputs, options, bag);
    const asked = { externalData, output, ...(fixed && { input: fixed.input, fixedInputs: fixed.tensors }) };
    const more = { format: 'onnx', input: fixed?.input, warnings: fixed?.warnings } as const;
    const first = await open(file, { ...asked, channelsFirst: layout === 'channels-first' });
    const main = first.model.inputs.find(({ name }) => !fixed || name === fixed.input);
    const found = layout ?? layoutOf(main && toEnd(main).shape);
    if (layout !== undefined || found === 'channels-last') return { ...more, layout: found, ...first };
    await first.model.dispose();
    return { ...more, layout: found, ...(await open(file, { ...asked, channelsFirst: true })) };
  } finally {
    bag.dispose();
  }
}

/** Whether onnxruntime itself runs the model, as nothing else can. */
export function isRunNatively(loaded: { readonly format: string; readonly withoutGradients?: Error }): boolean {
  return loaded.format === 'onnx' && loaded.withoutGradients !== undefined;
}

/** The inputs that are no constants; none of a file that cannot be read, about which its loader says more. */
async function inputsOf(file: string): Promise<OnnxValue[]> {
  const bytes = await withFile('read the model', file, () => readFile(file));
  try {
    const { inputs, initializers } = readModel(bytes).graph;
    return inputs.filter(({ name }) => !initializers.has(name));
  } catch {
    return [];
  }
}

type Opened = Pick<LoadedOnnx, 'model' | 'withoutLayers' | 'withoutGradients'>;

async function open(file: string, options: ReadOptions): Promise<Opened> {
  const layers = await supported(file, () => toLayersModel(file, options));
  if (!(layers instanceof Error)) return { model: layers };
  const ops = await supported(file, () => readOnnx(file, options));
  if (!(ops instanceof Error)) return { model: ops, withoutLayers: layers };
  const session = await supported(file, () => OnnxModel.load(file, options));
  return { model: session as OnnxModel, withoutLayers: layers, withoutGradients: ops };
}

/** What was loaded, or the error that lists the operators for which there is nothing. */
async function supported<Loaded>(
  file: string,
  load: () => Promise<Loaded>,
): Promise<Loaded | UnsupportedOperatorError> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof UnsupportedOperatorError) return error;
    throw failure(file, error as Error);
  }
}

function failure(file: string, cause: Error): Error {
  if (cause instanceof ValueError && cause.argument === 'output' && Array.isArray(cause.value)) {
    const names = listNames(cause.value);
    const expected = '--model-output with one of them';
    return new UsageError(`${file} has the outputs ${names}; expected ${expected}.`, {
      argument: '--model-output',
      value: cause.value,
      expected,
      cause,
    });
  }
  const hint =
    cause instanceof ExternalDataError ? ' Here, --external-data allows files in the folder of the model.' : '';
  return new ModelFileError(`${file} cannot be loaded: ${cause.message}${hint}`, {
    argument: 'model',
    value: file,
    cause,
  });
}
