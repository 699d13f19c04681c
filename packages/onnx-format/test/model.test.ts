import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import {
  externalFiles,
  float,
  int,
  ints,
  makeNode,
  OnnxFormatError,
  type OnnxTensor,
  readModel,
  string,
  tensorAttribute,
  type WritableModel,
  writeModel,
} from '../src';

const vector = (name: string) => ({ name, type: 'float32', shape: ['batch', 2] }) as const;

const graphOf = (initializers: ReadonlyMap<string, OnnxTensor>, nodes: WritableModel['graph']['nodes'] = []) => ({
  name: 'test',
  nodes,
  initializers,
  inputs: [vector('x')],
  outputs: [vector('y')],
});

const anyTensor: fc.Arbitrary<OnnxTensor> = fc.oneof(
  fc.float32Array({ maxLength: 9 }).map((data) => ({ type: 'float32' as const, shape: [data.length], data })),
  fc.float64Array({ maxLength: 9 }).map((data) => ({ type: 'float64' as const, shape: [data.length], data })),
  fc.int8Array({ maxLength: 9 }).map((data) => ({ type: 'int8' as const, shape: [1, data.length], data })),
  fc.uint32Array({ maxLength: 9 }).map((data) => ({ type: 'uint32' as const, shape: [data.length, 1], data })),
  fc.bigInt64Array({ maxLength: 9 }).map((data) => ({ type: 'int64' as const, shape: [data.length], data })),
  fc
    .array(fc.string({ unit: 'grapheme' }), { maxLength: 5 })
    .map((data) => ({ type: 'string' as const, shape: [data.length], data })),
);

describe('constants that stay out of a file', () => {
  const elements = Float32Array.from({ length: 512 }, (_, index) => index);
  const initializers = new Map<string, OnnxTensor>([
    ['long', { type: 'float32', shape: [256, 2], data: elements }],
    ['short', { type: 'float32', shape: [2], data: Float32Array.of(1, 2) }],
  ]);
  const nodes = [makeNode('MatMul', ['x', 'turned'], ['y']), makeNode('Transpose', ['long'], ['turned'])].toReversed();
  const graph = {
    ...graphOf(initializers, nodes),
    inputs: [{ name: 'x', type: 'float32', shape: ['batch', 2] } as const],
    outputs: [{ name: 'y', type: 'float32', shape: ['batch', 256] } as const],
  };
  const bytes = writeModel({ graph }, { externalFrom: 9 });

  it('are read from files of their names', () => {
    expect(bytes.length).toBeLessThan(500);
    expect(externalFiles(bytes)).toEqual(['long']);
    const files = new Map([['long', new Uint8Array(elements.buffer)]]);
    expect(readModel(bytes, files).graph.initializers).toEqual(initializers);
  });

  it('are given to onnxruntime as they are', async () => {
    const session = await InferenceSession.create(bytes, {
      externalData: [{ path: 'long', data: new Uint8Array(elements.buffer) }] as never,
    });
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 10), [1, 2]) });
    expect(Array.from(y.data as Float32Array).slice(0, 3)).toEqual([10, 32, 54]);
    await session.release();
  });
});

describe('a model written and read again', () => {
  it('has the same constants, whatever their type', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), anyTensor), (constants) => {
        const initializers = new Map(Object.entries(constants));
        expect(readModel(writeModel({ graph: graphOf(initializers) })).graph.initializers).toEqual(initializers);
      }),
    );
  });

  it('has the same nodes, attributes with their types, inputs, outputs and operator sets', () => {
    const one: OnnxTensor = { type: 'float32', shape: [], data: Float32Array.of(1) };
    const attributes = {
      axis: int(-1),
      strides: ints([2, 3]),
      alpha: float(0.5),
      mode: string('reflect'),
      value: tensorAttribute(one),
    };
    const graph = graphOf(new Map([['one', one]]), [makeNode('Anything', ['x', '', 'one'], ['y'], attributes)]);
    const model = {
      graph,
      irVersion: 10,
      opsets: { '': 21, 'com.example': 1 },
      functions: [{ domain: 'com.example', name: 'F', inputs: ['a'], outputs: ['b'], nodes: graph.nodes }],
      producer: 'test',
      metadata: { key: 'value' },
    };
    expect(readModel(writeModel(model))).toEqual(model);
  });

  it('may come in a Buffer of Node', () => {
    const initializers = new Map<string, OnnxTensor>([
      ['w', { type: 'float32', shape: [2], data: Float32Array.of(1, 2) }],
    ]);
    const bytes = Buffer.from(writeModel({ graph: graphOf(initializers) }));
    expect(readModel(bytes).graph.initializers).toEqual(initializers);
  });

  it('runs in onnxruntime', async () => {
    const constants = new Map<string, OnnxTensor>([
      ['weights', { type: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }],
    ]);
    const nodes = [
      makeNode('MatMul', ['x', 'weights'], ['z']),
      makeNode('LeakyRelu', ['z'], ['y'], { alpha: float(0.5) }),
    ];
    const session = await InferenceSession.create(writeModel({ graph: graphOf(constants, nodes) }));
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 1, -1, -1), [2, 2]) });
    expect([...(y.data as Float32Array)]).toEqual([4, 6, -2, -3]);
    await session.release();
  });
});

describe('what cannot be read', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('<!doctype html><title>Not found</title>')],
    ['half a file', writeModel({ graph: graphOf(new Map(), [makeNode('Relu', ['x'], ['y'])]) }).subarray(0, 20)],
  ])('%s is refused with a message that says what was expected', (_, bytes) => {
    expect(() => readModel(bytes)).toThrow(OnnxFormatError);
    expect(() => readModel(bytes)).toThrow(`The ${bytes.length} bytes are no ONNX model; expected the contents of`);
  });

  it('a constant of fewer elements than its shape says names itself', () => {
    const short = new Map<string, OnnxTensor>([['w', { type: 'float32', shape: [3], data: Float32Array.of(1, 2) }]]);
    expect(() => readModel(writeModel({ graph: graphOf(short) }))).toThrow(
      'The tensor "w" of shape [3] has 2 elements, expected 3: the file is damaged.',
    );
  });
});

describe('a model of one file', () => {
  it('names no other files', () => {
    expect(externalFiles(writeModel({ graph: graphOf(new Map()) }))).toEqual([]);
  });
});

describe('nodes come in the order of evaluation', () => {
  const opsOf = (nodes: WritableModel['graph']['nodes']) =>
    readModel(writeModel({ graph: graphOf(new Map(), nodes) })).graph.nodes.map(({ op }) => op);

  it('also where a converter appended what is computed first', () => {
    const nodes = [makeNode('Add', ['a', 'b'], ['y']), makeNode('Relu', ['c'], ['a']), makeNode('Tanh', ['c'], ['b'])];
    expect(opsOf([...nodes, makeNode('Cast', ['x'], ['c'], { to: int(1) })])).toEqual(['Cast', 'Relu', 'Tanh', 'Add']);
  });

  it('inside of branches, and before branches that take what is behind them', () => {
    const inner = { name: 'inner', inputs: [], outputs: [vector('z')], initializers: new Map() };
    const branch = { ...inner, nodes: [makeNode('Add', ['w', 'x'], ['z']), makeNode('Relu', ['late'], ['w'])] };
    const attributes = {
      then_branch: { type: 'graph', value: branch },
      else_branch: { type: 'graph', value: branch },
    } as const;
    const graph = graphOf(new Map(), [
      { ...makeNode('If', ['condition'], ['y']), attributes },
      makeNode('Tanh', ['x'], ['late']),
      makeNode('Greater', ['x', 'late'], ['condition']),
    ]);
    const [first, second, third] = readModel(writeModel({ graph })).graph.nodes;
    expect([first.op, second.op, third.op]).toEqual(['Tanh', 'Greater', 'If']);
    const taken = third.attributes.then_branch.value as typeof branch;
    expect(taken.nodes.map(({ op }) => op)).toEqual(['Relu', 'Add']);
  });

  it('and stay as they are where they have one, or go in a circle', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), (picks) => {
        const nodes = picks.map((pick, at) => makeNode(`Op${at}`, [at === 0 ? 'x' : `v${pick % at}`], [`v${at}`]));
        expect(opsOf(nodes)).toEqual(picks.map((_, at) => `Op${at}`));
      }),
    );
    expect(opsOf([makeNode('Add', ['b', 'x'], ['y']), makeNode('Neg', ['y'], ['b'])]).toSorted()).toEqual([
      'Add',
      'Neg',
    ]);
  });
});
