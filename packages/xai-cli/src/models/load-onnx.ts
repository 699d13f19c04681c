import { access } from 'node:fs/promises';
import { ExternalDataError, OnnxModel, readOnnx, toLayersModel, UnsupportedOperatorError } from 'onnx-model';
import { ModelFileError } from '../errors/errors';
import { withFile } from '../errors/file-failure';
import { toEnd } from './end';
import { type Layout, layoutOf } from './layout';
import type { LoadedOnnx } from './loaded-model';

/** How to load a model, where its file does not say it. */
export interface LoadOptions {
  /** Of an ONNX model; found out by default. */
  readonly layout?: Layout;
  /** Whether the weights of an ONNX model may lie in other files, in its folder. */
  readonly externalData?: boolean;
}

/**
 * Reads an ONNX model as layers; if it has operators that no layer does, into TensorFlow.js ops; if it has some that cannot be read at all,
 * onnxruntime-node runs it, if that is installed.
 *
 * @throws {FileError} when there is no such file
 * @throws {ModelFileError} when it is no ONNX model that can be loaded
 */
export async function loadOnnx(file: string, { layout, externalData = false }: LoadOptions): Promise<LoadedOnnx> {
  await withFile('read the model', file, () => access(file));
  const first = await open(file, layout === 'channels-first', externalData);
  const found = layout ?? layoutOf(toEnd(first.model.inputs[0]).shape);
  if (layout !== undefined || found === 'channels-last') return { format: 'onnx', layout: found, ...first };
  await first.model.dispose();
  return { format: 'onnx', layout: found, ...(await open(file, true, externalData)) };
}

/** Whether onnxruntime itself runs the model, as nothing else can. */
export function isRunNatively(loaded: { readonly format: string; readonly withoutGradients?: Error }): boolean {
  return loaded.format === 'onnx' && loaded.withoutGradients !== undefined;
}

type Opened = Pick<LoadedOnnx, 'model' | 'withoutLayers' | 'withoutGradients'>;

async function open(file: string, channelsFirst: boolean, externalData: boolean): Promise<Opened> {
  const options = { channelsFirst, externalData };
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

function failure(file: string, cause: Error): ModelFileError {
  const isElsewhere = cause instanceof ExternalDataError;
  const hint = isElsewhere ? ' Here, --external-data allows files in the folder of the model.' : '';
  return new ModelFileError(`${file} cannot be loaded: ${cause.message}${hint}`, {
    argument: 'model',
    value: file,
    cause,
  });
}
