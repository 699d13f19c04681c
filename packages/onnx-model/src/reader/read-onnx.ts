import type { HostValue } from '../operators/values/host-value';
import { batchAxisOf } from '../session/batch-axis';
import { checkModelOptions } from '../session/options';
import type { OnnxSource } from '../session/read-source';
import type { DifferentiableModel } from './differentiable-model';
import { readFixedInputs } from './fixed-inputs';
import { graphValue, inputsOf, outputsOf } from './graph-value';
import { inlineFunctions } from './inline-functions';
import { modelFunction } from './model-function';
import { neededNodes } from './needed-nodes';
import { onnxWeights } from './onnx-weights';
import type { ReadOptions } from './options';
import { Program } from './program';
import { type OnnxFile, readFile } from './read-file';
import { rehearse } from './rehearse';

/**
 * Reads an ONNX model into a program of TensorFlow.js ops: a model for methods that need gradients, eagerly or compiled. The operators that can be
 * read are in a table in the README; elements of float64 and of half precision are computed in float32.
 *
 * @param source a path (in Node), a URL (in a browser as a string, too), or the bytes of an ONNX file
 * @returns a function from a batch to its outputs, in the layout of the ONNX model unless `channelsFirst` says that it is to be changed
 * @throws {UnsupportedOperatorError} that lists all operators of the model which cannot be read
 * @throws {OnnxFileError} when there is no such file, it is no ONNX model, or its graph does not hold together
 * @throws {ModelError} when a node does not go with its inputs, or what follows from constants alone would be too large: 2^26 elements, or 64 times
 * the size of the file
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
  const file = await readFile(source, options.externalData);
  const { graph } = file.model;
  const [inputs, outputs] = [inputsOf(graph), outputsOf(graph)];
  const fixed = await readFixedInputs(fixedInputs, inputs);
  const input = graphValue('input', options.input, inputs, graph.nodes, [...fixed.keys()]);
  const output = graphValue('output', options.output, outputs, graph.nodes);
  const batchAxes = new Map(inputs.map((one) => [one.name, batchAxisOf(one, input)]));
  const isPerSample = ({ value, axis }: { value: HostValue; axis: number }) =>
    value.shape[axis] === 1 && input.shape[0] !== 1;
  const perSample = [...fixed]
    .map(([name, value]) => ({ name, value, axis: batchAxes.get(name) ?? -1 }))
    .filter(isPerSample);
  const constant = new Map([...fixed].filter(([name]) => !perSample.some((one) => one.name === name)));
  const given = [input, ...inputs].map(({ name }) => name).filter((name) => !constant.has(name));
  const others = inputs.filter(({ name }) => name !== input.name && !fixed.has(name));
  const read = (one: OnnxFile): DifferentiableModel => {
    const program = new Program(one, constant, new Set(given), output.name);
    const call = { program, input, output, inputs, outputs, others, perSample, channelsFirst };
    try {
      rehearse(call);
    } catch (error) {
      program.dispose();
      throw error;
    }
    return modelFunction(call, readWeights);
  };
  /** From the file once more: what is not asked for is not kept. */
  const readWeights = async () => {
    const { model, mostElements } = await readFile(source, options.externalData);
    const nodes = neededNodes(inlineFunctions(model), output.name, new Set(given));
    return onnxWeights(model.graph, nodes, (initializers) =>
      read({ mostElements, model: { ...model, graph: { ...model.graph, initializers } } }),
    );
  };
  return read(file);
}
