import { type Attributes, makeNode, type OnnxTensor, writeModel } from 'onnx-format';
import { multiplications } from './multiplications';
import { neededNodes } from './needed';
import { bytesOf, type Elements, isKnown, type Value } from './value';

/** A graph as an ONNX file, and what it is to be fed. */
export interface WrittenGraph {
  readonly bytes: Uint8Array;
  /** Constants that the file refers to by their names, without a copy of their elements. */
  readonly external: ReadonlyMap<string, Uint8Array>;
  /** The inputs that the program was given, by name, where the graph needs them. */
  readonly inputs: ReadonlyMap<string, number>;
  /** Known values that are not in the file. */
  readonly fed: ReadonlyMap<string, Value>;
  /** The outputs that the graph computes, by name. */
  readonly outputs: ReadonlyMap<string, number>;
  /** How many multiplications a run takes. */
  readonly work: number;
}

/** What a graph is written from. */
export interface GraphParts {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** The elements of a known value, if it is to be part of the file. */
  readonly elements: (value: Value) => Elements | undefined;
  readonly inputNames?: readonly string[];
  readonly outputNames?: readonly string[];
  /** Constants of at least so many bytes stay out of the file; by default, all are inside. */
  readonly externalFrom?: number;
}

/** Operators that have all of their outputs, needed or not; the last ones of others may be left out. */
const withAllOutputs: ReadonlySet<string> = new Set(['TopK']);

/** Writes what the outputs need as an ONNX file. Outputs that are known, or are inputs, are left out unless they have names. */
export function writeGraph(parts: GraphParts): WrittenGraph {
  const { inputs, outputs, elements, inputNames = [], outputNames, externalFrom = Number.POSITIVE_INFINITY } = parts;
  const computed = outputs.flatMap((value, index) =>
    value.origin.kind === 'node' || outputNames ? [{ value, index }] : [],
  );
  const nodes = neededNodes(computed.map(({ value }) => value));
  const used = new Set<Value>(computed.map(({ value }) => value));
  for (const node of nodes) for (const input of node.inputs) if (input) used.add(input);
  const results = computed.map(({ value, index }) => ({
    value,
    index,
    name: outputNames?.[index] ?? `output${index}`,
  }));
  const names = new Map<Value, string>();
  for (const { value, name } of results) {
    if (value.origin.kind === 'node' && !names.has(value)) names.set(value, name);
  }
  const nameOf = (value: Value) => {
    const name = names.get(value) ?? inputNames[inputs.indexOf(value)] ?? `v${names.size}`;
    names.set(value, name);
    return name;
  };

  const initializers = new Map<string, OnnxTensor>();
  const fed = new Map<string, Value>();
  for (const value of used) {
    const data = elements(value);
    if (!data && !isKnown(value)) continue;
    if (data) initializers.set(nameOf(value), { type: value.type, shape: value.shape, data });
    else fed.set(nameOf(value), value);
  }
  const given = inputs.filter((value) => (used.has(value) && !elements(value)) || inputNames.length > 0);
  const domains = new Set<string>();
  const makeNodeOf = (op: string, ...rest: [string[], string[], Attributes]) => {
    const [name, domain = ''] = op.split(':').toReversed();
    domains.add(domain);
    return { ...makeNode(name, ...rest), domain };
  };
  const onnxNodes = nodes.map(({ op, inputs: operands, outputs: results, attributes }) =>
    makeNodeOf(
      op,
      operands.map((value) => (value ? nameOf(value) : '')),
      (withAllOutputs.has(op) ? results : results.slice(0, 1 + results.findLastIndex((value) => used.has(value)))).map(
        nameOf,
      ),
      attributes,
    ),
  );
  for (const { value, name } of results) {
    if (nameOf(value) !== name) onnxNodes.push(makeNodeOf('Identity', [nameOf(value)], [name], {}));
  }
  const declared = (name: string, { type, shape }: Value) => ({ name, type, shape });
  const model = {
    producer: 'xai-native',
    opsets: Object.fromEntries([...domains].map((domain) => [domain, domain === '' ? 17 : 1])),
    graph: {
      name: 'program',
      nodes: onnxNodes,
      initializers,
      inputs: [
        ...given.map((value) => declared(nameOf(value), value)),
        ...[...fed].map(([name, value]) => declared(name, value)),
      ],
      outputs: results.map(({ value, name }) => declared(name, value)),
    },
  };
  const outside = [...initializers].filter(([, { data }]) => (data as Elements).byteLength >= externalFrom);
  return {
    bytes: writeModel(model, { externalFrom }),
    external: new Map(outside.map(([name, { data }]) => [name, bytesOf(data as Elements)])),
    inputs: new Map(given.map((value) => [nameOf(value), inputs.indexOf(value)])),
    fed,
    outputs: new Map(results.map(({ name, index }) => [name, index])),
    work: multiplications(nodes),
  };
}
