import { access } from 'node:fs/promises';
import { type DifferentiableModel, ExternalDataError, OnnxModel, readOnnx, UnsupportedOperatorError } from 'onnx-model';
import { withFile } from '../errors/file-failure';
import { type Layout, layoutOf } from './layout';
import { toEnd } from './model-ends';
import { wrong } from './model-files';

/** How to load a model, where its file does not say it. */
export interface LoadOptions {
  /** Of an ONNX model; found out by default. */
  readonly layout?: Layout;
  /** Whether the weights of an ONNX model may lie in other files, in its folder. */
  readonly externalData?: boolean;
}

/** A model that was read from an ONNX file. */
export interface LoadedOnnx {
  readonly format: 'onnx';
  /** Called with channels last, whatever its layout. */
  readonly model: DifferentiableModel | OnnxModel;
  readonly layout: Layout;
  /** Why it could not be read into TensorFlow.js ops, so that onnxruntime runs it, without gradients. */
  readonly withoutGradients?: Error;
}

/**
 * Reads an ONNX model into TensorFlow.js ops; one with operators that cannot be read is run by onnxruntime-node, if that is installed.
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

async function open(
  file: string,
  channelsFirst: boolean,
  externalData: boolean,
): Promise<Pick<LoadedOnnx, 'model' | 'withoutGradients'>> {
  const options = { channelsFirst, externalData };
  try {
    return { model: await readOnnx(file, options) };
  } catch (error) {
    if (!(error instanceof UnsupportedOperatorError)) throw failure(file, error as Error);
    const model = await OnnxModel.load(file, options).catch((reason) => {
      throw failure(file, reason);
    });
    return { model, withoutGradients: error };
  }
}

function failure(file: string, cause: Error): Error {
  const isElsewhere = cause instanceof ExternalDataError;
  const expected = isElsewhere ? '--external-data, to allow files in the folder of the model' : 'an ONNX model';
  return wrong(file, `cannot be loaded: ${cause.message.replace(/\.$/, '')}`, expected, cause);
}
