import { fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { float, floats, int, ints, makeNode, string, type WritableModel, writeModel } from '../src';
import { ModelSchema } from '../src/generated/onnx_pb';
import { MessageWriter } from '../src/message-writer';

/** What the library for protocol buffers writes of what it reads. */
const writtenAgain = (bytes: Uint8Array) => toBinary(ModelSchema, fromBinary(ModelSchema, bytes));

const wholeNumber = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 127, 128, 2 ** 31 - 1, 2 ** 31, -1, -(2 ** 40)),
);
const single = fc.float({ noNaN: true });
const label = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('', 'ä€😀', 'x'.repeat(300)));
const name = fc.string({ minLength: 1, maxLength: 5 });
const attribute = fc.oneof(
  wholeNumber.map((value) => int(value)),
  fc.array(wholeNumber).map((value) => ints(value)),
  single.map((value) => float(value)),
  fc.array(single).map((value) => floats(value)),
  label.map((value) => string(value)),
  fc.array(label).map((value) => ({ type: 'strings' as const, value })),
);
const node = fc
  .tuple(label, fc.array(label), fc.array(label), fc.dictionary(name, attribute))
  .map(([op, inputs, outputs, attributes]) => makeNode(op, inputs, outputs, attributes));
const tensor = fc
  .array(single, { maxLength: 100 })
  .map((data) => ({ type: 'float32' as const, shape: [data.length], data: Float32Array.from(data) }));
const texts = fc.array(label).map((data) => ({ type: 'string' as const, shape: [data.length], data }));
const value = fc.record({
  name: label,
  type: fc.constantFrom(undefined, 'float32' as const, 'int64' as const),
  shape: fc.option(fc.array(fc.oneof(fc.nat(), label)), { nil: undefined }),
});
const model: fc.Arbitrary<WritableModel> = fc.record({
  graph: fc.record({
    name: label,
    nodes: fc.array(node, { maxLength: 5 }),
    initializers: fc.dictionary(name, fc.oneof(tensor, texts)).map((all) => new Map(Object.entries(all))),
    inputs: fc.array(value, { maxLength: 3 }),
    outputs: fc.array(value, { maxLength: 3 }),
  }),
  metadata: fc.dictionary(name, label),
  functions: fc.array(
    fc.record({ domain: label, name: label, inputs: fc.array(label), outputs: fc.array(label), nodes: fc.array(node) }),
    { maxLength: 2 },
  ),
});

test('files have the bytes that a library for protocol buffers writes', () => {
  fc.assert(
    fc.property(model, fc.constantFrom(undefined, 0, 40), (one, externalFrom) => {
      const bytes = writeModel(one, { externalFrom });
      expect(Buffer.compare(writtenAgain(bytes), bytes)).toBe(0);
    }),
  );
});

test('graphs and tensors inside of attributes, too', () => {
  const empty = { name: 'inner', nodes: [], initializers: new Map(), inputs: [], outputs: [] };
  const data = Float32Array.of(1, -0, Number.NaN, Number.POSITIVE_INFINITY);
  const attributes = {
    tensor: { type: 'tensor', value: { type: 'float32', shape: [4], data } },
    graph: { type: 'graph', value: { ...empty, nodes: [makeNode('Relu', ['x'], ['y'])] } },
  } as const;
  const bytes = writeModel({ graph: { ...empty, nodes: [makeNode('If', ['x'], ['y'], attributes)] } });
  expect(Buffer.compare(writtenAgain(bytes), bytes)).toBe(0);
  const [{ attribute: read }] = fromBinary(ModelSchema, bytes).graph!.node;
  expect(read.map((one) => one.name)).toEqual(['tensor', 'graph']);
  expect(read[1].g?.node[0].opType).toBe('Relu');
});

test('what is no integer is refused where one is to be', () => {
  const graph = { name: '', initializers: new Map(), inputs: [], outputs: [] };
  for (const value of [1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => writeModel({ graph: { ...graph, nodes: [makeNode('A', [], [], { a: int(value) })] } })).toThrow(
      RangeError,
    );
  }
});

test('a writer grows by as much as it needs', () => {
  const grown = new MessageWriter(0);
  const roomy = new MessageWriter(10_000);
  for (const writer of [grown, roomy]) {
    writer.raw(9, new Uint8Array(1000).fill(7));
    writer.message(5, () => writer.floats(7, [1, 2, 3]));
    writer.integer(1, 2n ** 40n);
  }
  expect(grown.finish()).toEqual(roomy.finish());
});
