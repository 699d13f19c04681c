import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { type OnnxModelFile, readModel } from 'onnx-format';
import { NoGradientError } from 'xai-base';
import { byName, choose, chosenClasses } from './choose';
import { classNamesOf } from './class-names';
import { OnnxFileError } from './errors';
import { type ExternalFiles, externalData } from './external-data';
import { findRuntime } from './find-runtime';
import { checkFixed } from './fixed-tensors';
import { checkModelOptions, type OnnxModelOptions } from './options';
import { predict } from './predict';
import { type OnnxSource, readSource } from './read-source';
import { readFixed, runByName } from './run-by-name';
import type { OnnxRuntime, RuntimeValue } from './runtime';
import { Session } from './session';
import { describeValue, type ValueInfo } from './value-info';
import { withScores, zipMapsOf } from './zip-map';

/**
 * An ONNX model that onnxruntime runs: a function from a batch to its outputs, hence a model for every method that needs no gradients.
 * Calls may overlap.
 */
export interface OnnxModel {
  /**
   * Evaluates the model. A model with a fixed batch runs as often as the samples need.
   *
   * @param input `[batch, ...]`, of the type that the model takes or convertible without loss
   * @returns `[batch, ...]`: floating-point numbers as float32, whole numbers as int32; `[batch, 1]` of a model that returns a number a sample.
   * It belongs to the caller
   * @throws {ShapeError} when the model takes another shape; the message shows the model's inputs
   * @throws {ValueError} when the elements do not fit, or the model has several inputs or outputs and none was chosen
   */
  (input: Tensor): Promise<Tensor>;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** The names of the classes that a call returns scores of, when the model names them. */
  readonly classNames?: readonly string[];
  /** The inputs and outputs, as text: a line for each. */
  inspect(): string;
  /**
   * Runs the model once on inputs as it takes them: no layout is changed, no batch split.
   *
   * @param inputs tensors by name; `fixedInputs` need not be repeated
   * @param outputs the names of the outputs to compute; all that are tensors by default
   * @returns tensors by name, which belong to the caller
   */
  run(inputs: Readonly<Record<string, Tensor>>, outputs?: readonly string[]): Promise<Record<string, Tensor>>;
  /** Frees the session, after the calls that are under way. Calling it twice does no harm. */
  dispose(): Promise<void>;
}

/**
 * Loads ONNX models, to be run by onnxruntime.
 *
 * @example
 * ```ts
 * import { makeNode, writeModel } from 'onnx-format';
 * import { OnnxModel } from 'onnx-model';
 *
 * const value = { type: 'float32', shape: ['batch', 2] } as const;
 * const graph = { name: 'negate', nodes: [makeNode('Neg', ['x'], ['y'])], initializers: new Map() };
 * const bytes = writeModel({ graph: { ...graph, inputs: [{ name: 'x', ...value }], outputs: [{ name: 'y', ...value }] } });
 *
 * const model = await OnnxModel.load(bytes); // or a path, or a URL
 * await model(tf.tensor2d([[1, 2]])); // => [[-1, -2]]
 * await model.dispose();
 * ```
 */
export const OnnxModel = {
  /**
   * Loads a model; one session is kept for all calls.
   *
   * @param source a path (in Node), a URL (in a browser as a string, too), or the bytes of an ONNX file
   * @throws {OnnxFileError} when there is no such file, it is no ONNX model, damaged, or has operators that the runtime does not know
   * @throws {ExternalDataError} when the model has elements in other files, which were not allowed
   * @throws {RuntimeNotFoundError} when no runtime is installed
   * @throws {ValueError} when an option is wrong, or names an input or output that the model does not have
   */
  async load(source: OnnxSource, options: OnnxModelOptions = {}): Promise<OnnxModel> {
    checkModelOptions(options);
    const session = await open(source, options);
    try {
      return await modelOf(session, options);
    } catch (error) {
      await session.dispose();
      throw error;
    }
  },
};

async function open(source: OnnxSource, options: OnnxModelOptions): Promise<Session> {
  const file = await readSource(source);
  const external = await externalData(file, options.externalData ?? false);
  const files = [...external].map(([path, data]) => ({ path, data }));
  const runtime: OnnxRuntime = options.runtime ?? (await findRuntime());
  try {
    const settings = { ...options.sessionOptions, ...(files.length > 0 && { externalData: files }) };
    const session = await runtime.InferenceSession.create(file.bytes, settings);
    if (session.outputMetadata.every(isTensorOfFloats)) return new Session(runtime, session); // no classifier
    const areTensors = session.outputMetadata.every(({ isTensor }) => isTensor);
    const model = areTensors ? readIfPossible(file.bytes, external) : readModel(file.bytes, external);
    if (!model) return new Session(runtime, session);
    const zipMaps = zipMapsOf(model.graph);
    const classNames = classNamesOf(model.graph);
    if (zipMaps.size === 0) return new Session(runtime, session, zipMaps, classNames);
    await session.release();
    const bytes = withScores(file.bytes, model, zipMaps);
    return new Session(runtime, await runtime.InferenceSession.create(bytes, settings), zipMaps, classNames);
  } catch (cause) {
    const message = `onnxruntime cannot load the model: ${(cause as Error).message}`;
    throw new OnnxFileError(message, { argument: 'source', cause });
  }
}

/** A model whose contents are of use, and not needed. */
function readIfPossible(bytes: Uint8Array, external: ExternalFiles): OnnxModelFile | undefined {
  try {
    return readModel(bytes, external);
  } catch {
    return undefined;
  }
}

/** Whether a value is a tensor of floating-point numbers; classifiers also give labels, which are none, or lists of maps. */
const isTensorOfFloats = ({ isTensor, type }: RuntimeValue): boolean =>
  isTensor && (type?.startsWith('float') ?? false);

async function modelOf(session: Session, options: OnnxModelOptions): Promise<OnnxModel> {
  const { inputs, outputs } = session;
  const given = options.fixedInputs ?? {};
  for (const [name, tensor] of Object.entries(given)) checkFixed(tensor, byName('input', name, inputs));
  const fixed = await readFixed(given, inputs);
  const input = choose('input', options.input, inputs, Object.keys(fixed));
  const output = choose('output', options.output, outputs);
  const classNames = chosenClasses(outputs, options.output);
  const call = { session, input, output, channelsFirst: options.channelsFirst ?? false, fixed };
  return Object.assign(
    (batch: Tensor) => {
      if (engine().state.gradientDepth > 0) throw noGradient(); // not as a rejected promise: a derivative is computed at once
      return session.use(() => predict(call, batch));
    },
    {
      inputs,
      outputs,
      ...(classNames && { classNames }),
      inspect: () => ['inputs', ...inputs.map(indented), 'outputs', ...outputs.map(indented)].join('\n'),
      run: (given: Readonly<Record<string, Tensor>>, names?: readonly string[]) =>
        session.use(() => runByName(session, fixed, given, names)),
      dispose: () => session.dispose(),
    },
  );
}

const indented = (value: ValueInfo): string => `  ${describeValue(value)}`;

function noGradient(): NoGradientError {
  const message =
    'A model that onnxruntime runs has no gradients. Read the file into TensorFlow.js ops, readOnnx(file), or use a method that needs ' +
    'none, such as RISE or Occlusion.';
  return new NoGradientError(message, { argument: 'model', expected: 'a model that has gradients' });
}
