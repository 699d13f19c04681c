import { fromBinary } from '@bufbuild/protobuf';
import { checkMemory } from './check-memory';
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
import type { Attribute, OnnxGraph, OnnxNode, OnnxValue } from './graph';
import { inOrder } from './in-order';
import type { OnnxModelFile } from './model';
import { type ExternalData, externalPlace, isExternal, readTensor, type TensorSources } from './read-tensor';

const text = new TextDecoder();

/** How a file is read. */
export interface ReadModelOptions {
  /**
   * The bytes, and those of further files, are for the reader alone from now on: tensors are views of them instead of copies, and elements may be moved by a few bytes
   * to where such views can begin. Default false.
   */
  readonly keepsFiles?: boolean;
}

/**
 * Reads an ONNX file. Its nodes come in the order of evaluation, also where the file has them in another. One of whose parts would take more than 256 MB of memory, and more than 16 times the size of the file, is refused.
 *
 * @param bytes the file
 * @param external the files that hold tensors of the model, by the names that `externalFiles` lists
 * @param options whether the files are kept for the tensors
 * @throws {OnnxFormatError} when the bytes are no ONNX model or would take too much memory, a tensor is damaged, of a type without an array, or not
 * there, or two constants, outputs or attributes have one name
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
export function readModel(
  bytes: Uint8Array,
  external?: ExternalData,
  { keepsFiles = false }: ReadModelOptions = {},
): OnnxModelFile {
  const model = parse(bytes);
  if (external) checkExternal(model, external);
  const sources = { external, keepsFiles };
  return {
    irVersion: Number(model.irVersion),
    opsets: Object.fromEntries(model.opsetImport.map(({ domain, version }) => [standard(domain), Number(version)])),
    graph: readGraph(model.graph!, sources),
    functions: model.functions.map(({ domain, name, input, output, node }) => ({
      domain,
      name,
      inputs: input,
      outputs: output,
      nodes: inOrder(node.map((one) => readNode(one, sources))),
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
  return [...new Set(externalTensors(parse(bytes)).map((tensor) => externalPlace(tensor).location))];
}

/** The tensors of a model whose elements are in other files. */
const externalTensors = ({ graph, functions }: Model): Tensor[] =>
  [...tensorsIn(graph!), ...functions.flatMap(({ node }) => node).flatMap(tensorsOf)].filter(isExternal);

/** @throws {OnnxFormatError} when the tensors have far more bytes than the files from which they are read: each has a copy of its own */
function checkExternal(model: Model, external: ExternalData): void {
  const given = [...external.values()].reduce((sum, { length }) => sum + length, 0);
  const asked = externalTensors(model)
    .map(externalPlace)
    .reduce((sum, { location, length }) => sum + (length ?? external.get(location)?.length ?? 0), 0);
  if (asked <= mostCopies * given) return;
  throw new OnnxFormatError(
    `The tensors of the model would have ${asked} bytes of files that have ${given}; expected at most ${mostCopies} times as many.`,
  );
}

/** How often the bytes of a file may be used on average: weights may be shared. */
const mostCopies = 16;

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
    checkMemory(bytes);
    model = fromBinary(ModelSchema, bytes, { readUnknownFields: false });
  } catch (error) {
    throw error instanceof OnnxFormatError ? error : refuse(error);
  }
  if (!model.graph || model.opsetImport.length === 0) throw refuse();
  return model;
}

/** The standard operators' domain has two names. */
const standard = (domain: string): string => (domain === 'ai.onnx' ? '' : domain);

function readGraph(graph: Graph, sources: TensorSources): OnnxGraph {
  if (graph.sparseInitializer.length > 0) {
    throw new OnnxFormatError('The model has sparse constants, which are not supported; save it with dense ones.');
  }
  const made = [...graph.initializer.map(({ name }) => name), ...graph.node.flatMap(({ output }) => output)];
  checkUnique(made.filter(Boolean), 'values of a graph');
  return {
    name: graph.name,
    nodes: inOrder(graph.node.map((node) => readNode(node, sources))),
    initializers: new Map(graph.initializer.map((tensor) => [tensor.name, readTensor(tensor, sources)])),
    inputs: graph.input.map(readValue),
    outputs: graph.output.map(readValue),
  };
}

function readNode(node: Node, sources: TensorSources): OnnxNode {
  checkUnique(
    node.attribute.map(({ name }) => name),
    `attributes of the node ${node.opType} ${JSON.stringify(node.name)}`,
  );
  const attributes = node.attribute.flatMap((attribute) => {
    const value = readAttribute(attribute, sources);
    return value ? [[attribute.name, value] as const] : [];
  });
  return {
    op: node.opType,
    domain: standard(node.domain),
    name: node.name,
    inputs: node.input,
    outputs: node.output,
    attributes: Object.fromEntries(attributes), // not by assignment: a name may be __proto__
  };
}

/** @throws {OnnxFormatError} when two names are the same */
function checkUnique(names: readonly string[], role: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name))
      throw new OnnxFormatError(`Two ${role} are named ${JSON.stringify(name)}: the file is damaged.`);
    seen.add(name);
  }
}

/** An attribute; undefined of the kinds that no operator for inference has. */
function readAttribute(attribute: StoredAttribute, sources: TensorSources): Attribute | undefined {
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
      return { type: 'tensor', value: readTensor(present(attribute, attribute.t), sources) };
    case Attribute_Type.GRAPH:
      return { type: 'graph', value: readGraph(present(attribute, attribute.g), sources) };
    default:
      return undefined;
  }
}

function present<Value>({ name }: StoredAttribute, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new OnnxFormatError(`The attribute ${JSON.stringify(name)} has no value: the file is damaged.`);
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
