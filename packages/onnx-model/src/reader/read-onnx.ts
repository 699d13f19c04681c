import { type OnnxModelFile, readModel } from 'onnx-format';
import { OnnxFileError } from '../session/errors';
import { externalData } from '../session/external-data';
import { checkModelOptions } from '../session/options';
import { type OnnxSource, readSource } from '../session/read-source';
import type { DifferentiableModel } from './differentiable-model';
import { isPerSample, readFixedInputs } from './fixed-inputs';
import { graphValue, toInfo } from './graph-value';
import { modelFunction } from './model-function';
import type { ReadOptions } from './options';
import { Program } from './program';

/**
 * Reads an ONNX model into a program of TensorFlow.js ops: a model for methods that need gradients, eagerly or compiled. The operators that can be
 * read are in a table in the README; elements of float64 and of half precision are computed in float32.
 *
 * @param source a path (in Node), a URL (in a browser as a string, too), or the bytes of an ONNX file
 * @returns a function from a batch to its outputs, in the layout of the ONNX model unless `channelsFirst` says that it is to be changed
 * @throws {UnsupportedOperatorError} that lists all operators of the model which cannot be read
 * @throws {OnnxFileError} when there is no such file, or it is no ONNX model
 * @throws {ExternalDataError} when the model has elements in other files, which were not allowed
 * @throws {ValueError} when an option is wrong, or the model has several inputs or outputs and none was chosen
 *
 * @example
 * ```ts
 * const value = { type: 'float32', shape: ['batch', 2] } as const;
 * const graph = { name: 'square', nodes: [makeNode('Mul', ['x', 'x'], ['y'])], initializers: new Map() };
 * const bytes = writeModel({ graph: { ...graph, inputs: [{ name: 'x', ...value }], outputs: [{ name: 'y', ...value }] } });
 *
 * const model = await readOnnx(bytes); // or a path, or a URL
 * const x = tf.tensor2d([[3, 4]]);
 * model(x); // => [[9, 16]]
 * differentiate((input) => model(input), x).gradient; // => [[6, 8]]
 * model.dispose();
 * ```
 */
export async function readOnnx(source: OnnxSource, options: ReadOptions = {}): Promise<DifferentiableModel> {
  checkModelOptions(options);
  const { channelsFirst = false, fixedInputs = {} } = options;
  const model = await readFile(source, options);
  const { nodes, initializers, ...graph } = model.graph;
  const inputs = graph.inputs.filter(({ name }) => !initializers.has(name)).map(toInfo);
  const outputs = graph.outputs.map(toInfo);
  const fixed = await readFixedInputs(fixedInputs, inputs);
  const input = graphValue('input', options.input, inputs, nodes, [...fixed.keys()]);
  const output = graphValue('output', options.output, outputs, nodes);
  const repeated = inputs.filter(({ name }) => fixed.has(name)).filter((one) => isPerSample(one, input));
  const perSample = new Map([...fixed].filter(([name]) => repeated.some((one) => one.name === name)));
  const constant = new Map([...fixed].filter(([name]) => !perSample.has(name)));
  const given = [input, ...inputs].map(({ name }) => name).filter((name) => !constant.has(name));
  const program = new Program(model, constant, new Set(given), output.name);
  const others = inputs.filter(({ name }) => name !== input.name && !fixed.has(name));
  return modelFunction({ program, input, output, inputs, outputs, others, perSample, channelsFirst });
}

/**
 * The contents of a file.
 *
 * @throws {OnnxFileError} when it is no ONNX model, or has parts that cannot be read
 */
export async function readFile(
  source: OnnxSource,
  { externalData: allowed = false }: Pick<ReadOptions, 'externalData'>,
): Promise<OnnxModelFile> {
  const file = await readSource(source);
  const external = await externalData(file, allowed);
  try {
    return readModel(file.bytes, external);
  } catch (cause) {
    throw new OnnxFileError((cause as Error).message, { argument: 'source', cause });
  }
}
