import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { typeCode } from './data-types';
import {
  Attribute_Type,
  type AttributeSchema,
  type GraphSchema,
  ModelSchema,
  type NodeSchema,
  Tensor_DataLocation,
  type TensorSchema,
  type ValueInfoSchema,
} from './generated/onnx_pb';
import type { Attribute, Attributes, OnnxGraph, OnnxNode, OnnxValue } from './graph';
import type { OnnxModelFile } from './model';
import type { OnnxTensor } from './tensor';

const text = new TextEncoder();

/** A model to be written; what is left out has a default: operator set 17, file format 8. */
export type WritableModel = Pick<OnnxModelFile, 'graph'> & Partial<OnnxModelFile>;

/** How a model is written. */
export interface WriteModelOptions {
  /**
   * Constants of the graph of at least so many bytes stay out of the file, which refers to a file for each, named as the constant: beside it on a
   * disk, or given to a runtime as `externalData`, without a copy of their elements. By default all are inside.
   */
  readonly externalFrom?: number;
}

/**
 * A node for a graph to be written.
 *
 * @param op the operator: `Conv`, `Gemm`, ...
 * @param inputs names of values
 * @param outputs names of values
 *
 * @example
 * ```ts
 * const node = makeNode('Softmax', ['logits'], ['probabilities'], { axis: int(-1) });
 * node.op; // => 'Softmax'
 * ```
 */
export function makeNode(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes = {},
): OnnxNode {
  return { op, domain: '', name: '', inputs, outputs, attributes };
}

/**
 * Writes an ONNX file.
 *
 * @param model the graph, and what is to be said of it
 * @param options which constants stay out of the file
 * @returns the bytes of the file; less than 2 GB, the limit of the format
 * @see https://github.com/onnx/onnx/blob/main/docs/IR.md
 *
 * @example
 * ```ts
 * const one = { type: 'float32', shape: [1], data: Float32Array.of(1) } as const;
 * const value = { type: 'float32', shape: ['batch', 2] } as const;
 * const bytes = writeModel({
 *   graph: {
 *     name: 'increment',
 *     nodes: [makeNode('Add', ['x', 'one'], ['y'])],
 *     initializers: new Map([['one', one]]),
 *     inputs: [{ name: 'x', ...value }],
 *     outputs: [{ name: 'y', ...value }],
 *   },
 * });
 * readModel(bytes).graph.initializers.get('one')?.data; // => [1]
 * ```
 */
export function writeModel(
  { graph, irVersion = 8, opsets = { '': 17 }, functions = [], producer = 'onnx-format', metadata = {} }: WritableModel,
  { externalFrom = Number.POSITIVE_INFINITY }: WriteModelOptions = {},
): Uint8Array {
  const opsetImport = Object.entries(opsets).map(([domain, version]) => ({ domain, version: BigInt(version) }));
  const model = create(ModelSchema, {
    irVersion: BigInt(irVersion),
    opsetImport,
    producerName: producer,
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: storedGraph(graph, externalFrom),
    functions: functions.map(({ domain, name, inputs, outputs, nodes }) => ({
      domain,
      name,
      input: [...inputs],
      output: [...outputs],
      node: nodes.map(storedNode),
      opsetImport, // a runtime does not take those of the model
    })),
  });
  return toBinary(ModelSchema, model);
}

function storedGraph(graph: OnnxGraph, externalFrom = Number.POSITIVE_INFINITY): MessageInitShape<typeof GraphSchema> {
  const stored = (tensor: OnnxTensor, name: string) =>
    ArrayBuffer.isView(tensor.data) && tensor.data.byteLength >= externalFrom
      ? externalTensor(tensor, tensor.data.byteLength, name)
      : storedTensor(tensor, name);
  return {
    name: graph.name,
    node: graph.nodes.map(storedNode),
    initializer: [...graph.initializers].map(([name, tensor]) => stored(tensor, name)),
    input: graph.inputs.map(storedValue),
    output: graph.outputs.map(storedValue),
  };
}

function storedNode(node: OnnxNode): MessageInitShape<typeof NodeSchema> {
  return {
    opType: node.op,
    domain: node.domain,
    name: node.name,
    input: [...node.inputs],
    output: [...node.outputs],
    attribute: Object.entries(node.attributes).map(([name, attribute]) => ({ name, ...storedAttribute(attribute) })),
  };
}

function storedAttribute(attribute: Attribute): MessageInitShape<typeof AttributeSchema> {
  switch (attribute.type) {
    case 'int':
      return { type: Attribute_Type.INT, i: BigInt(attribute.value) };
    case 'ints':
      return { type: Attribute_Type.INTS, ints: attribute.value.map(BigInt) };
    case 'float':
      return { type: Attribute_Type.FLOAT, f: attribute.value };
    case 'floats':
      return { type: Attribute_Type.FLOATS, floats: [...attribute.value] };
    case 'string':
      return { type: Attribute_Type.STRING, s: text.encode(attribute.value) };
    case 'strings':
      return { type: Attribute_Type.STRINGS, strings: attribute.value.map((value) => text.encode(value)) };
    case 'tensor':
      return { type: Attribute_Type.TENSOR, t: storedTensor(attribute.value, '') };
    case 'graph':
      return { type: Attribute_Type.GRAPH, g: storedGraph(attribute.value) };
  }
}

/** A tensor whose elements are in a file of its name. */
function externalTensor(
  { type, shape }: OnnxTensor,
  length: number,
  name: string,
): MessageInitShape<typeof TensorSchema> {
  return {
    name,
    dims: shape.map(BigInt),
    dataType: typeCode(type),
    dataLocation: Tensor_DataLocation.EXTERNAL,
    externalData: [
      { key: 'location', value: name },
      { key: 'offset', value: '0' },
      { key: 'length', value: String(length) },
    ],
  };
}

function storedTensor({ type, shape, data }: OnnxTensor, name: string): MessageInitShape<typeof TensorSchema> {
  const head = { name, dims: shape.map(BigInt), dataType: typeCode(type) };
  if (!ArrayBuffer.isView(data)) return { ...head, stringData: data.map((value) => text.encode(value)) };
  return { ...head, rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength) };
}

function storedValue({ name, type, shape }: OnnxValue): MessageInitShape<typeof ValueInfoSchema> {
  if (type === undefined) return { name };
  const dimensions = shape?.map((size) =>
    typeof size === 'number'
      ? ({ case: 'dimValue', value: BigInt(size) } as const)
      : ({ case: 'dimParam', value: size } as const),
  );
  const tensorType = { elemType: typeCode(type), shape: dimensions && { dim: dimensions.map((value) => ({ value })) } };
  return { name, type: { value: { case: 'tensorType', value: tensorType } } };
}
