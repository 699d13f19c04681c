import { fromBinary } from '@bufbuild/protobuf';
import type { Attribute, Attributes } from './attributes';
import { typeOfCode } from './data-types';
import { OnnxFormatError } from './errors';
import {
  Attribute_Type,
  type Graph,
  type Model,
  ModelSchema,
  type Node,
  type Attribute as StoredAttribute,
  type Tensor,
  type ValueInfo,
} from './generated/onnx_pb';
import type { OnnxGraph, OnnxModelFile, OnnxNode, OnnxValue } from './model';
import { type ExternalData, externalPlace, isExternal, readTensor } from './read-tensor';

const text = new TextDecoder();

/**
 * Reads an ONNX file.
 *
 * @param bytes the file
 * @param external the files that hold tensors of the model, by the names that `externalFiles` lists
 * @throws {OnnxFormatError} when the bytes are no ONNX model, or a tensor is damaged, of a type without an array, or not there
 * @see https://github.com/onnx/onnx/blob/main/docs/IR.md
 *
 * @example
 * ```ts
 * const graph = { name: 'double', nodes: [makeNode('Add', ['x', 'x'], ['y'])], initializers: new Map() };
 * const value = { type: 'float32', shape: ['batch', 2] } as const;
 * const bytes = writeModel({ graph: { ...graph, inputs: [{ name: 'x', ...value }], outputs: [{ name: 'y', ...value }] } });
 * readModel(bytes).graph.nodes.map(({ op }) => op); // => ['Add']
 * ```
 */
export function readModel(bytes: Uint8Array, external?: ExternalData): OnnxModelFile {
  const model = parse(bytes);
  return {
    irVersion: Number(model.irVersion),
    opsets: Object.fromEntries(model.opsetImport.map(({ domain, version }) => [standard(domain), Number(version)])),
    graph: readGraph(model.graph!, external),
    functions: model.functions.map(({ domain, name, input, output, node }) => ({
      domain,
      name,
      inputs: input,
      outputs: output,
      nodes: node.map((one) => readNode(one, external)),
    })),
    producer: [model.producerName, model.producerVersion].filter(Boolean).join(' '),
    metadata: Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value])),
  };
}

/**
 * The files beside a model that hold elements of its tensors, as the model names them: paths relative to its folder, from an untrusted source.
 *
 * @param bytes the file of the model
 * @throws {OnnxFormatError} when the bytes are no ONNX model
 *
 * @example
 * ```ts
 * const graph = { name: 'empty', nodes: [], initializers: new Map(), inputs: [], outputs: [] };
 * externalFiles(writeModel({ graph })); // => []
 * ```
 */
export function externalFiles(bytes: Uint8Array): string[] {
  const { graph, functions } = parse(bytes);
  const tensors = [...tensorsIn(graph!), ...functions.flatMap(({ node }) => node).flatMap(tensorsOf)];
  return [...new Set(tensors.filter(isExternal).map((tensor) => externalPlace(tensor).location))];
}

/** All tensors of a graph: its constants, and those in the attributes of its nodes, where graphs are, too. */
const tensorsIn = ({ initializer, sparseInitializer, node }: Graph): Tensor[] => [
  ...initializer,
  ...sparseInitializer.flatMap(({ values, indices }) => [values, indices].filter((tensor) => tensor !== undefined)),
  ...node.flatMap(tensorsOf),
];

const tensorsOf = ({ attribute }: Node): Tensor[] =>
  attribute.flatMap(({ t, tensors, g, graphs }) => [
    ...(t ? [t] : []),
    ...tensors,
    ...[...(g ? [g] : []), ...graphs].flatMap(tensorsIn),
  ]);

function parse(bytes: Uint8Array): Model {
  const refuse = (cause?: unknown) =>
    new OnnxFormatError(
      `The ${bytes.length} bytes are no ONNX model; expected the contents of an .onnx file, whole and uncompressed.`,
      { cause },
    );
  let model: Model;
  try {
    model = fromBinary(ModelSchema, bytes);
  } catch (error) {
    throw refuse(error);
  }
  if (!model.graph || model.opsetImport.length === 0) throw refuse();
  return model;
}

/** The standard operators' domain has two names. */
const standard = (domain: string): string => (domain === 'ai.onnx' ? '' : domain);

function readGraph(graph: Graph, external?: ExternalData): OnnxGraph {
  if (graph.sparseInitializer.length > 0) {
    throw new OnnxFormatError('The model has sparse constants, which are not supported; save it with dense ones.');
  }
  return {
    name: graph.name,
    nodes: graph.node.map((node) => readNode(node, external)),
    initializers: new Map(graph.initializer.map((tensor) => [tensor.name, readTensor(tensor, external)])),
    inputs: graph.input.map(readValue),
    outputs: graph.output.map(readValue),
  };
}

function readNode(node: Node, external?: ExternalData): OnnxNode {
  const attributes: Record<string, Attribute> = {};
  for (const attribute of node.attribute) {
    const value = readAttribute(attribute, external);
    if (value) attributes[attribute.name] = value;
  }
  return {
    op: node.opType,
    domain: standard(node.domain),
    name: node.name,
    inputs: node.input,
    outputs: node.output,
    attributes: attributes satisfies Attributes,
  };
}

/** An attribute; undefined of the kinds that no operator for inference has. */
function readAttribute(attribute: StoredAttribute, external?: ExternalData): Attribute | undefined {
  if (attribute.refAttrName) {
    throw new OnnxFormatError(
      `The attribute ${attribute.name} is that of a function, which is not supported; save the model with its functions inlined (onnx.inliner).`,
    );
  }
  switch (attribute.type) {
    case Attribute_Type.INT:
      return { type: 'int', value: Number(attribute.i) };
    case Attribute_Type.INTS:
      return { type: 'ints', value: attribute.ints.map(Number) };
    case Attribute_Type.FLOAT:
      return { type: 'float', value: attribute.f };
    case Attribute_Type.FLOATS:
      return { type: 'floats', value: attribute.floats };
    case Attribute_Type.STRING:
      return { type: 'string', value: text.decode(attribute.s) };
    case Attribute_Type.STRINGS:
      return { type: 'strings', value: attribute.strings.map((bytes) => text.decode(bytes)) };
    case Attribute_Type.TENSOR:
      return { type: 'tensor', value: readTensor(attribute.t!, external) };
    case Attribute_Type.GRAPH:
      return { type: 'graph', value: readGraph(attribute.g!, external) };
    default:
      return undefined;
  }
}

function readValue({ name, type }: ValueInfo): OnnxValue {
  if (type?.value.case !== 'tensorType') return { name };
  const { elemType, shape } = type.value.value;
  return {
    name,
    type: typeOfCode(elemType),
    shape: shape?.dim.map(({ value }) => (value.case === 'dimValue' ? Number(value.value) : (value.value ?? ''))),
  };
}
