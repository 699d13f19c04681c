import { reshape, Tensor, tidy } from '@tensorflow/tfjs-core';
import { type OnnxModelFile, readModel } from 'onnx-format';
import { DeviceValue } from '../operators/values/device-value';
import type { HostValue } from '../operators/values/host-value';
import type { Value } from '../operators/values/value';
import { checkBatchShape } from '../session/check-shape';
import { DisposedModelError, OnnxFileError } from '../session/errors';
import { externalData } from '../session/external-data';
import { checkModelOptions } from '../session/options';
import { type OnnxSource, readSource } from '../session/read-source';
import { notTensor } from '../session/to-elements';
import type { ValueInfo } from '../session/value-info';
import type { DifferentiableModel } from './differentiable-model';
import { asType } from './element-type';
import { isPerSample, readFixedInputs, repeatRows } from './fixed-inputs';
import { checkInputs, graphValue, toInfo } from './graph-value';
import { inBatches } from './in-batches';
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
  const model = await readFile(source, options);
  const { graph } = model;
  const isDefault = ({ name }: { name: string }) => graph.initializers.has(name);
  const inputs = graph.inputs.filter((value) => !isDefault(value)).map(toInfo);
  const outputs = graph.outputs.map(toInfo);
  const fixed = await readFixedInputs(options.fixedInputs ?? {}, inputs);
  const input = graphValue('input', options.input, inputs, graph.nodes, [...fixed.keys()]);
  const output = graphValue('output', options.output, outputs, graph.nodes);
  const perSample = new Map(
    [...fixed].filter(([name]) => inputs.some((one) => one.name === name && isPerSample(one, input))),
  );
  const constant = new Map([...fixed].filter(([name]) => !perSample.has(name)));
  const given = new Set([
    input.name,
    ...perSample.keys(),
    ...inputs.map(({ name }) => name).filter((name) => !constant.has(name)),
  ]);
  const program = new Program(model, constant, given, output.name);
  const others = inputs.filter(({ name }) => name !== input.name && !fixed.has(name));
  return modelOf({ program, input, inputs, outputs, others, perSample, channelsFirst: options.channelsFirst ?? false });
}

/** @throws {OnnxFileError} when it is no ONNX model, or has parts that cannot be read */
async function readFile(source: OnnxSource, { externalData: allowed = false }: ReadOptions): Promise<OnnxModelFile> {
  const file = await readSource(source);
  const external = await externalData(file, allowed);
  try {
    return readModel(file.bytes, external);
  } catch (cause) {
    throw new OnnxFileError((cause as Error).message, { argument: 'source', cause });
  }
}

interface Parts {
  readonly program: Program;
  readonly input: ValueInfo;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly others: readonly ValueInfo[];
  readonly perSample: ReadonlyMap<string, HostValue>;
  readonly channelsFirst: boolean;
}

function modelOf(parts: Parts): DifferentiableModel {
  const { program, input, inputs, outputs, channelsFirst } = parts;
  let isDisposed = false;
  const call = (batch: Tensor, others: Readonly<Record<string, Tensor>> = {}): Tensor => {
    if (isDisposed) {
      throw new DisposedModelError('The model was disposed; read it again: readOnnx(file).', { argument: 'model' });
    }
    if (!(batch instanceof Tensor)) throw notTensor(input.name, batch);
    checkBatchShape(batch.shape, input, inputs, channelsFirst);
    const [stated] = input.shape;
    const rows = typeof stated === 'number' ? stated : batch.shape[0];
    return tidy(() => inBatches(batch, rows, (part) => evaluate(parts, part, others)));
  };
  const dispose = () => {
    isDisposed = true;
    program.dispose();
  };
  return Object.assign(call, { inputs, outputs, dispose });
}

function evaluate(
  { program, input, channelsFirst, ...parts }: Parts,
  batch: Tensor,
  given: Readonly<Record<string, Tensor>>,
): Tensor {
  checkInputs(parts.others.filter(({ name }) => program.needs(name) && !(name in given)).map(({ name }) => name));
  const x = asType(batch, input.type);
  const [rows] = x.shape;
  const values = new Map<string, Value>([
    [input.name, channelsFirst ? DeviceValue.fromChannelsLast(x) : new DeviceValue(x)],
  ]);
  for (const [name, value] of parts.perSample) values.set(name, repeatRows(value, rows));
  for (const { name, type } of parts.others) {
    if (given[name]) values.set(name, new DeviceValue(asType(given[name], type)));
  }
  const { tensor } = program.run(values);
  const isOnePerSample = tensor.rank === 1 && tensor.shape[0] === rows;
  return isOnePerSample ? reshape(tensor, [rows, 1]) : tensor;
}
