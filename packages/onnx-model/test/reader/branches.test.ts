import '@tensorflow/tfjs-backend-cpu';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { type Attribute, int, makeNode, type OnnxNode, type OnnxTensor, writeModel } from 'onnx-format';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { differentiate } from 'tfjs-gradients';
import { readOnnx } from '../../src';
import { floats, integers } from '../support/against-onnxruntime';

const branch = (nodes: readonly OnnxNode[], output: string, constants: Record<string, OnnxTensor> = {}): Attribute => ({
  type: 'graph',
  value: {
    name: 'branch',
    nodes,
    initializers: new Map(Object.entries(constants)),
    inputs: [],
    outputs: [{ name: output }],
  },
});

/** Both branches name a value and a constant alike, and take `h` from around them. */
const choice = (
  condition: string,
  first: Attribute = branch([makeNode('Mul', ['h', 'k'], ['r'])], 'r', { k: floats([1], [3]) }),
) => {
  const second = branch([makeNode('Add', ['h', 'k'], ['r'])], 'r', { k: floats([1], [100]) });
  return makeNode('If', [condition], ['c'], { then_branch: first, else_branch: second });
};

function modelOf(nodes: readonly OnnxNode[], constants: Record<string, OnnxTensor>): Uint8Array {
  return writeModel({
    graph: {
      name: 'test',
      nodes: [makeNode('Neg', ['x'], ['h']), ...nodes, makeNode('Abs', ['c'], ['y'])],
      initializers: new Map(Object.entries(constants)),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 'features'] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['batch', 'features'] }],
    },
  });
}

async function expectSame(bytes: Uint8Array, rows: number[][]): Promise<void> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const { y } = await session.run({ x: new Tensor('float32', rows.flat(), [rows.length, rows[0].length]) });
  const model = await readOnnx(bytes);
  expect(tidy(() => Array.from(model(tensor2d(rows)).dataSync()))).toEqual(Array.from(y.data as Float32Array));
  model.dispose();
  await session.release();
}

const yes: OnnxTensor = { type: 'bool', shape: [], data: Uint8Array.of(1) };
const no: OnnxTensor = { type: 'bool', shape: [], data: Uint8Array.of(0) };

/** Whether there are two features. */
const ofShape = [
  makeNode('Shape', ['h'], ['s']),
  makeNode('Gather', ['s', 'one'], ['n']),
  makeNode('Equal', ['n', 'two'], ['is']),
];
const lengths = { one: integers([1], []), two: integers([2], []) };

describe('a branch', () => {
  it('is chosen by a constant', async () => {
    for (const condition of [yes, no]) await expectSame(modelOf([choice('k0')], { k0: condition }), [[1, 2]]);
  });

  it('is chosen by the shapes of each call', async () => {
    const bytes = modelOf([...ofShape, choice('is')], lengths);
    await expectSame(bytes, [[1, 2]]);
    await expectSame(bytes, [[1, 2, 3]]);
  });

  it('may be inside of a branch', async () => {
    const inner = branch(
      [choice('is')].map((node) => ({ ...node, outputs: ['q'] })),
      'q',
    );
    for (const condition of [yes, no]) {
      const bytes = modelOf([...ofShape, choice('k0', inner)], { ...lengths, k0: condition });
      await expectSame(bytes, [[1, 2]]);
      await expectSame(bytes, [[1, 2, 3]]);
    }
    await expectSame(modelOf([...ofShape, choice('is', inner)], lengths), [[1, 2, 3]]);
  });

  it('may return a constant, or what is around it', async () => {
    for (const first of [
      branch([], 'k', { k: floats([1, 2], [5, 6]) }),
      branch([makeNode('Identity', ['h'], ['r'])], 'r'),
    ]) {
      const bytes = modelOf([...ofShape, choice('is', first)], lengths);
      await expectSame(bytes, [[1, 2]]);
      await expectSame(bytes, [[1, 2, 3]]);
    }
  });

  it('that is not taken need not be read', async () => {
    const unknown = branch([makeNode('Unknown', ['h'], ['r'])], 'r');
    const model = await readOnnx(modelOf([choice('k0', unknown)], { k0: no }));
    expect(tidy(() => model(tensor2d([[1, 2]])).arraySync())).toEqual([[99, 98]]);
    model.dispose();
    await expect(readOnnx(modelOf([choice('k0', unknown)], { k0: yes }))).rejects.toThrow('Unknown (1)');
  });

  it('is chosen by the values of the input, with the derivative of the branch that is taken', async () => {
    const sum = [makeNode('ReduceSum', ['h'], ['t'], { keepdims: int(0) }), makeNode('Greater', ['t', 'zero'], ['is'])];
    const bytes = modelOf([...sum, choice('is')], { zero: floats([], [0]) });
    const model = await readOnnx(bytes);
    for (const [row, slope] of [
      [[1, 2], -1], // |-x + 100|
      [[-1, -2], -3], // |-3x|
    ] as const) {
      await expectSame(bytes, [[...row]]);
      const gradient = tidy(() => differentiate((x) => model(x), tensor2d([[...row]])).gradient.arraySync());
      expect(gradient).toEqual([[slope, slope]]);
    }
    model.dispose();
  });

  it('by the values of the input gives one shape, whichever is taken', async () => {
    const sum = [makeNode('ReduceSum', ['h'], ['t'], { keepdims: int(0) }), makeNode('Greater', ['t', 'zero'], ['is'])];
    const longer = branch([makeNode('Concat', ['h', 'h'], ['r'], { axis: int(1) })], 'r');
    const model = await readOnnx(modelOf([...sum, choice('is', longer)], { zero: floats([], [0]) }));
    expect(() => tidy(() => model(tensor2d([[1, 2]])))).toThrow(
      /If "c" .*its branches give float32\[1, 4\] and float32\[1, 2\], .*expected the same shape/,
    );
    model.dispose();
  });
});
