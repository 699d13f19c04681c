import { typeCode } from './data-types';
import { Attribute_Type, Tensor_DataLocation } from './generated/onnx_pb';
import type { Attribute, Attributes, AttributeValues, OnnxGraph, OnnxNode, OnnxValue } from './graph';
import { MessageWriter } from './message-writer';
import type { OnnxModelFile } from './model';
import type { OnnxTensor } from './tensor';

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
  const out = new MessageWriter(bytesInside(graph, externalFrom) + roomForNodes);
  const operatorSets = (field: number) =>
    out.eachBackwards(Object.entries(opsets), ([domain, version]) =>
      out.message(field, () => {
        out.integer(2, version);
        out.text(1, domain);
      }),
    );
  out.eachBackwards(functions, (one) =>
    out.message(25, () => {
      out.text(10, one.domain);
      operatorSets(9); // a runtime does not take those of the model
      out.eachBackwards(one.nodes, (node) => out.message(7, () => writeNode(out, node)));
      writeTexts(out, 5, one.outputs);
      writeTexts(out, 4, one.inputs);
      out.text(1, one.name);
    }),
  );
  writeEntries(out, 14, Object.entries(metadata));
  operatorSets(8);
  out.message(7, () => writeGraph(out, graph, externalFrom));
  out.text(2, producer);
  out.integer(1, irVersion);
  return out.finish();
}

/** Most graphs' nodes take less. */
const roomForNodes = 2 ** 17;

/** How many bytes of constants are in the file. */
function bytesInside({ initializers }: OnnxGraph, externalFrom: number): number {
  const sizes = [...initializers.values()].map(({ data }) => (ArrayBuffer.isView(data) ? data.byteLength : 0));
  return sizes.reduce((sum, size) => (size < externalFrom ? sum + size : sum), 0);
}

function writeGraph(out: MessageWriter, graph: OnnxGraph, externalFrom = Number.POSITIVE_INFINITY): void {
  for (const [field, values] of [
    [12, graph.outputs],
    [11, graph.inputs],
  ] as const)
    out.eachBackwards(values, (value) => out.message(field, () => writeValue(out, value)));
  out.eachBackwards([...graph.initializers], ([name, tensor]) =>
    out.message(5, () => {
      const { data } = tensor;
      if (ArrayBuffer.isView(data) && data.byteLength >= externalFrom) {
        writeExternalTensor(out, tensor, data.byteLength, name);
      } else {
        writeTensor(out, tensor, name);
      }
    }),
  );
  out.text(2, graph.name);
  out.eachBackwards(graph.nodes, (node) => out.message(1, () => writeNode(out, node)));
}

function writeNode(out: MessageWriter, { op, domain, name, inputs, outputs, attributes }: OnnxNode): void {
  out.text(7, domain);
  out.eachBackwards(Object.entries(attributes), ([label, attribute]) =>
    out.message(5, () => {
      writeAttribute(out, attribute);
      out.text(1, label);
    }),
  );
  out.text(4, op);
  out.text(3, name);
  writeTexts(out, 2, outputs);
  writeTexts(out, 1, inputs);
}

function writeAttribute(out: MessageWriter, { type, value }: Attribute): void {
  out.integer(20, typeCodes[type]);
  (attributeWriters[type] as (out: MessageWriter, value: unknown) => void)(out, value);
}

const typeCodes: Record<Attribute['type'], Attribute_Type> = {
  int: Attribute_Type.INT,
  ints: Attribute_Type.INTS,
  float: Attribute_Type.FLOAT,
  floats: Attribute_Type.FLOATS,
  string: Attribute_Type.STRING,
  strings: Attribute_Type.STRINGS,
  tensor: Attribute_Type.TENSOR,
  graph: Attribute_Type.GRAPH,
};

const attributeWriters: {
  [Type in keyof AttributeValues]: (out: MessageWriter, value: AttributeValues[Type]) => void;
} = {
  int: (out, value) => out.integer(3, value),
  ints: (out, value) => out.integers(8, value),
  float: (out, value) => out.float(2, value),
  floats: (out, value) => out.floats(7, value),
  string: (out, value) => out.text(4, value),
  strings: (out, value) => writeTexts(out, 9, value),
  tensor: (out, value) => out.message(5, () => writeTensor(out, value, '')),
  graph: (out, value) => out.message(6, () => writeGraph(out, value)),
};

/** A tensor whose elements are in a file of its name. */
function writeExternalTensor(out: MessageWriter, { type, shape }: OnnxTensor, length: number, name: string): void {
  out.integer(14, Tensor_DataLocation.EXTERNAL);
  writeEntries(out, 13, [
    ['location', name],
    ['offset', '0'],
    ['length', String(length)],
  ]);
  out.text(8, name);
  out.integer(2, typeCode(type));
  out.integers(1, shape);
}

function writeTensor(out: MessageWriter, { type, shape, data }: OnnxTensor, name: string): void {
  if (ArrayBuffer.isView(data)) out.raw(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  out.text(8, name);
  if (!ArrayBuffer.isView(data)) writeTexts(out, 6, data);
  out.integer(2, typeCode(type));
  out.integers(1, shape);
}

function writeValue(out: MessageWriter, { name, type, shape }: OnnxValue): void {
  if (type !== undefined) {
    out.message(2, () =>
      out.message(1, () => {
        if (shape) out.message(2, () => out.eachBackwards(shape, (size) => out.message(1, () => writeSize(out, size))));
        out.integer(1, typeCode(type));
      }),
    );
  }
  out.text(1, name);
}

function writeSize(out: MessageWriter, size: number | string): void {
  if (typeof size === 'number') out.integer(1, size);
  else out.text(2, size);
}

function writeTexts(out: MessageWriter, field: number, texts: readonly string[]): void {
  out.eachBackwards(texts, (one) => out.text(field, one));
}

function writeEntries(out: MessageWriter, field: number, entries: readonly (readonly [string, string])[]): void {
  out.eachBackwards(entries, ([key, value]) =>
    out.message(field, () => {
      out.text(2, value);
      out.text(1, key);
    }),
  );
}
