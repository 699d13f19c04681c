import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { mutated } from '../../../tooling/jest/mutate';
import { randomNumbers } from '../../../tooling/jest/seed.cjs';
import { float, int, makeNode, OnnxFormatError, type OnnxTensor, readModel, tensorAttribute, writeModel } from '../src';
import {
  Attribute_Type,
  type GraphSchema,
  ModelSchema,
  Tensor_DataLocation,
  Tensor_DataType,
  type TensorSchema,
} from '../src/generated/onnx_pb';

const { FLOAT, INT64, STRING } = Tensor_DataType;

const stored = ({ graph = {} }: { graph?: MessageInitShape<typeof GraphSchema> }) =>
  toBinary(ModelSchema, create(ModelSchema, { irVersion: 8n, opsetImport: [{ version: 17n }], graph }));

const withTensor = (tensor: MessageInitShape<typeof TensorSchema>) =>
  stored({ graph: { initializer: [{ name: 'w', ...tensor }] } });

const external = (entries: Record<string, string>, dataType = FLOAT) =>
  withTensor({
    dims: [1n],
    dataType,
    dataLocation: Tensor_DataLocation.EXTERNAL,
    externalData: Object.entries(entries).map(([key, value]) => ({ key, value })),
  });

const files = new Map([['weights.bin', new Uint8Array(8)]]);
const one: OnnxTensor = { type: 'float32', shape: [1], data: Float32Array.of(1) };

describe('a damaged part of a file', () => {
  it.each<[string, Uint8Array, string]>([
    [
      'lengths below 0',
      withTensor({ dims: [-1n, -2n], dataType: FLOAT, floatData: [1, 2] }),
      'the shape [-1,-2]; expected no negative',
    ],
    [
      'texts of another number than the shape has',
      withTensor({ dims: [3n], dataType: STRING, stringData: [new Uint8Array()] }),
      'has 1 elements, expected 3',
    ],
    [
      'part of an element',
      withTensor({ dims: [1n], dataType: FLOAT, rawData: new Uint8Array(5) }),
      'has 5 bytes, expected a multiple of 4',
    ],
    ['an external file without a name', external({ offset: '0' }), 'in a file that has no name'],
    [
      'an offset below 0',
      external({ location: 'weights.bin', offset: '-4' }),
      'The offset of the tensor "w" is "-4"; expected a number of bytes',
    ],
    [
      'a length that is no number',
      external({ location: 'weights.bin', length: 'all' }),
      'The length of the tensor "w" is "all"',
    ],
    [
      'a place behind the end',
      external({ location: 'weights.bin', offset: '4', length: '8' }),
      'are at the bytes 4 to 12 of the file "weights.bin", which has 8',
    ],
    [
      'two constants of one name',
      stored({
        graph: {
          initializer: [
            { name: 'w', dims: [0n], dataType: FLOAT },
            { name: 'w', dims: [0n], dataType: FLOAT },
          ],
        },
      }),
      'Two values of a graph are named "w"',
    ],
    [
      'two outputs of one name',
      stored({
        graph: {
          node: [
            { opType: 'A', output: ['y'] },
            { opType: 'B', output: ['y'] },
          ],
        },
      }),
      'Two values of a graph are named "y"',
    ],
    [
      'two attributes of one name',
      stored({ graph: { node: [{ opType: 'A', attribute: [{ name: 'a' }, { name: 'a' }] }] } }),
      'Two attributes of the node A "" are named "a"',
    ],
    [
      'a tensor attribute without a tensor',
      stored({ graph: { node: [{ attribute: [{ name: 'value', type: Attribute_Type.TENSOR }] }] } }),
      'The attribute "value" has no value',
    ],
    [
      'a graph attribute without a graph',
      stored({ graph: { node: [{ attribute: [{ name: 'body', type: Attribute_Type.GRAPH }] }] } }),
      'The attribute "body" has no value',
    ],
  ])('is refused: %s', (_, bytes, message) => {
    expect(() => readModel(bytes, files)).toThrow(OnnxFormatError);
    expect(() => readModel(bytes, files)).toThrow(message);
  });

  it('may be left out: outputs that no one uses have no name, and an external tensor may go on to the end', () => {
    const nodes = [makeNode('A', ['x'], ['', 'y']), makeNode('B', ['y'], ['', 'z'])];
    const graph = { name: '', nodes, initializers: new Map(), inputs: [], outputs: [] };
    expect(readModel(writeModel({ graph })).graph.nodes).toEqual(nodes);
    expect(
      readModel(external({ location: 'weights.bin' }, INT64), files).graph.initializers.get('w')?.data,
    ).toHaveLength(1);
  });

  it('with the name of a property of all objects is like any other', () => {
    const attributes = Object.fromEntries([['__proto__', float(1)]]);
    const graph = {
      name: '',
      nodes: [makeNode('A', [], ['y'], attributes)],
      initializers: new Map([['__proto__', one]]),
      inputs: [],
      outputs: [],
    };
    const read = readModel(writeModel({ graph, opsets: Object.fromEntries([['__proto__', 3]]) }));
    expect(Object.getPrototypeOf(read.graph.nodes[0].attributes)).toBe(Object.prototype);
    expect(Object.entries(read.graph.nodes[0].attributes)).toEqual([['__proto__', float(1)]]);
    expect(Object.entries(read.opsets)).toEqual([['__proto__', 3]]);
    expect(read.graph.initializers.get('__proto__')).toEqual(one);
  });
});

describe('the memory that a file takes', () => {
  const million = 1_000_000;
  /** A message of many empty fields: its tag, and the length 0. */
  const many = (tag: number) => Uint8Array.from({ length: 2 * million }, (_, index) => (index % 2 === 0 ? tag : 0));
  const inGraph = (content: Uint8Array) => {
    const head: number[] = [];
    for (let left = content.length; left > 0; left >>>= 7) head.push((left & 127) | (left > 127 ? 128 : 0));
    return Buffer.concat([stored({}), Uint8Array.of(58, ...head), content]);
  };

  it.each([
    ['empty nodes', inGraph(many(10))],
    ['empty constants', inGraph(many(42))],
    [
      'whole numbers of one byte each',
      withTensor({ dims: [BigInt(5 * million)], dataType: INT64, int64Data: Array(5 * million).fill(1n) }),
    ],
    [
      'empty texts',
      withTensor({
        dims: [BigInt(3 * million)],
        dataType: STRING,
        stringData: Array(3 * million).fill(new Uint8Array()),
      }),
    ],
  ])('is limited: %s', (_, bytes) => {
    expect(() => readModel(bytes)).toThrow(/would take about \d+ MB of memory.*expected at most 256 MB/s);
  });

  it('may be as much as raw bytes are', () => {
    const bytes = withTensor({ dims: [BigInt(5 * million)], dataType: FLOAT, rawData: new Uint8Array(20 * million) });
    expect(readModel(bytes).graph.initializers.get('w')?.data).toHaveLength(5 * million);
  });

  it('is limited where many tensors are copies of one file', () => {
    const tensor = (name: string) => ({
      name,
      dims: [8n],
      dataType: Tensor_DataType.UINT8,
      dataLocation: Tensor_DataLocation.EXTERNAL,
      externalData: [{ key: 'location', value: 'weights.bin' }],
    });
    const copies = (count: number) =>
      stored({ graph: { initializer: Array.from({ length: count }, (_, index) => tensor(`w${index}`)) } });
    expect(readModel(copies(16), files).graph.initializers.size).toBe(16);
    expect(() => readModel(copies(17), files)).toThrow('would have 136 bytes of files that have 8');
  });
});

describe('a mutated file', () => {
  const tensors: [string, OnnxTensor][] = [
    ['w', { type: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }],
    ['ids', { type: 'int64', shape: [2], data: BigInt64Array.of(1n, -2n) }],
    ['words', { type: 'string', shape: [2], data: ['a', 'bc'] }],
  ];
  const inner = {
    name: 'inner',
    nodes: [makeNode('Relu', ['x'], ['y'])],
    initializers: new Map(tensors),
    inputs: [],
    outputs: [],
  };
  const file = writeModel({
    opsets: { '': 17, own: 1 },
    metadata: { key: 'value' },
    functions: [{ domain: 'own', name: 'F', inputs: ['a'], outputs: ['b'], nodes: inner.nodes }],
    graph: {
      name: 'outer',
      nodes: [
        makeNode('If', ['c'], ['z'], { then_branch: { type: 'graph', value: inner }, axis: int(-1) }),
        makeNode('Constant', [], ['c'], { value: tensorAttribute(tensors[0][1]) }),
      ],
      initializers: new Map(tensors),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 2] }],
      outputs: [{ name: 'z', type: 'float32', shape: [1, 2] }],
    },
  });

  it('is read, or refused by an error of this package', () => {
    const random = randomNumbers(1);
    let refused = 0;
    for (let round = 0; round < 3000; round++) {
      try {
        readModel(mutated(file, random));
      } catch (error) {
        expect(error).toBeInstanceOf(OnnxFormatError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(2900);
  });
});
