import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor, tensor2d } from '@tensorflow/tfjs-core';
import { type Attribute, int, makeNode, type OnnxNode, type OnnxValue, writeModel } from 'onnx-format';
import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { differentiate } from 'tfjs-gradients';
import { readOnnx } from '../../src';
import { floats, integers } from '../support/against-onnxruntime';

const value = (name: string, type: OnnxValue['type'], shape: OnnxValue['shape']): OnnxValue => ({ name, type, shape });

const body = (
  nodes: readonly OnnxNode[],
  outputs: readonly OnnxValue[],
  inputs: readonly OnnxValue[] = [],
): Attribute => ({ type: 'graph', value: { name: 'body', nodes, initializers: new Map(), inputs, outputs } });

/** Tripled where it holds, else times a matrix. */
const choice = (condition: string): OnnxNode =>
  makeNode('If', [condition], ['y'], {
    then_branch: body([makeNode('Mul', ['x', 'three'], ['a'])], [value('a', 'float32', undefined)]),
    else_branch: body([makeNode('MatMul', ['x', 'square'], ['b'])], [value('b', 'float32', undefined)]),
  });

const loop = (count: string, condition: string): OnnxNode =>
  makeNode('Loop', [count, condition, 'x'], ['y'], {
    body: body(
      [
        makeNode('Mul', ['v', 'three'], ['w']),
        makeNode('Add', ['w', 'x'], ['u']),
        makeNode('Identity', ['go'], ['on']),
      ],
      [value('on', 'bool', []), value('u', 'float32', undefined)],
      [value('i', 'int64', []), value('go', 'bool', []), value('v', 'float32', undefined)],
    ),
  });

/** A loop that goes on while a number that it doubles is below a limit. */
const doubling = makeNode('Loop', ['', 'yes', 'x', 's'], ['y', 'last'], {
  body: body(
    [
      makeNode('Add', ['v', 'x'], ['w']),
      makeNode('Mul', ['n', 'two'], ['m']),
      makeNode('Less', ['m', 'limit'], ['on']),
    ],
    [value('on', 'bool', []), value('w', 'float32', undefined), value('m', 'float32', undefined)],
    [
      value('i', 'int64', []),
      value('go', 'bool', []),
      value('v', 'float32', undefined),
      value('n', 'float32', undefined),
    ],
  ),
});

/** A way from a fixed input `s` to control flow. */
interface Case {
  readonly type: 'float32' | 'int64' | 'bool';
  readonly shape: readonly (number | string)[];
  readonly nodes: readonly OnnxNode[];
  /** What `s` is fixed to, one after the other; of branches what takes the second, and what takes the first. */
  readonly fixed: readonly number[];
}

const cases: Readonly<Record<string, Case>> = {
  'a branch, by a truth value': { type: 'bool', shape: [], nodes: [choice('s')], fixed: [0, 1] },
  'a branch, by a number that is compared': {
    type: 'float32',
    shape: [],
    nodes: [makeNode('Mul', ['s', 'two'], ['d']), makeNode('Equal', ['d', 'one'], ['is']), choice('is')],
    fixed: [1, 0.5],
  },
  'a branch, by a number of one sample, in a batch': {
    type: 'float32',
    shape: ['batch'],
    nodes: [
      makeNode('ReduceMax', ['s'], ['m'], { keepdims: int(0) }),
      makeNode('Greater', ['m', 'one'], ['is']),
      choice('is'),
    ],
    fixed: [0.5, 2],
  },
  'a branch, by numbers along an axis of their own': {
    type: 'float32',
    shape: [1],
    nodes: [makeNode('Greater', ['s', 'one'], ['g']), makeNode('Squeeze', ['g'], ['is']), choice('is')],
    fixed: [0.5, 2],
  },
  'a branch, by a state of many numbers': {
    type: 'float32',
    shape: [4, 1024],
    nodes: [
      makeNode('ReduceSum', ['s'], ['sum'], { keepdims: int(0) }),
      makeNode('Greater', ['sum', 'zero'], ['is']),
      choice('is'),
    ],
    fixed: [0, 1],
  },
  'a loop, by the number of its runs': { type: 'int64', shape: [], nodes: [loop('s', 'yes')], fixed: [1, 3] },
  'a loop, by whether it begins': { type: 'bool', shape: [], nodes: [loop('two_runs', 's')], fixed: [0, 1] },
  'a loop, by a number that it computes from one run to the next': {
    type: 'float32',
    shape: [],
    nodes: [doubling],
    fixed: [1, 30],
  },
};

const constants = {
  zero: floats([], [0]),
  one: floats([], [1]),
  two: floats([], [2]),
  three: floats([], [3]),
  limit: floats([], [40]),
  square: floats([2, 2], [1, -2, 0.5, 3]),
  two_runs: integers([2], []),
  yes: { type: 'bool', shape: [], data: Uint8Array.of(1) },
} as const;

const modelOf = ({ type, shape, nodes }: Case): Uint8Array =>
  writeModel({
    opsets: { '': 17 },
    graph: {
      name: 'test',
      nodes,
      initializers: new Map(Object.entries(constants)),
      inputs: [value('x', 'float32', ['batch', 2]), value('s', type, shape)],
      outputs: [value('y', 'float32', ['batch', 2])],
    },
  });

const x = [
  [1, -2],
  [0.5, 3],
];

/** What onnxruntime gives, of a batch of two. */
async function wanted(bytes: Uint8Array, { type, shape }: Case, fixed: number): Promise<number[]> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const lengths = shape.map((length) => (typeof length === 'number' ? length : x.length));
  const size = lengths.reduce((product, length) => product * length, 1);
  const same = { length: size };
  const data = {
    float32: () => Float32Array.from(same, () => fixed),
    int64: () => BigInt64Array.from(same, () => BigInt(fixed)),
    bool: () => Uint8Array.from(same, () => fixed),
  }[type]();
  const { y } = await session.run({
    x: new RuntimeTensor('float32', x.flat(), [2, 2]),
    s: new RuntimeTensor(type, data as never, lengths),
  });
  await session.release();
  return Array.from(y.data as Float32Array);
}

const dtypes = { float32: 'float32', int64: 'int32', bool: 'bool' } as const;

function fixedTensor({ type, shape }: Case, fixed: number): Tensor {
  const lengths = shape.map((length) => (typeof length === 'number' ? length : 1));
  const size = lengths.reduce((product, length) => product * length, 1);
  return tensor(new Array(size).fill(fixed), lengths, dtypes[type]);
}

describe('control flow that follows from a fixed input is known when the file is read', () => {
  it.each(Object.entries(cases))('%s', async (_, one) => {
    const bytes = modelOf(one);
    for (const fixed of one.fixed) {
      const s = fixedTensor(one, fixed);
      const model = await readOnnx(bytes, { input: 'x', output: 'y', fixedInputs: { s } });
      const [batch, expected] = [tensor2d(x), await wanted(bytes, one, fixed)];
      const { value: found, gradient, cotangent } = differentiate((input) => model(input), batch);
      expect(Array.from(found.dataSync())).toEqual(expected);
      // every case is linear in x, so that x times the slope of the sum is the sum
      const [slopes, sums] = [gradient, found].map((one) => Array.from(one.dataSync()));
      const along = slopes.reduce((sum, slope, at) => sum + slope * x.flat()[at], 0);
      expect(along).toBeCloseTo(
        sums.reduce((sum, value) => sum + value, 0),
        5,
      );
      for (const each of [found, gradient, cotangent, batch, s, model]) each.dispose();
    }
  });

  it.each(Object.entries(cases).filter(([name]) => name.startsWith('a branch') && !name.endsWith('in a batch')))(
    'so that a branch which is not taken need not be read: %s',
    async (_, one) => {
      const [node] = one.nodes.slice(-1);
      const unknown = body([makeNode('Unknown', ['x'], ['b'])], [value('b', 'float32', undefined)]);
      for (const [taken, other] of ['then_branch', 'else_branch'].entries()) {
        const nodes = one.nodes.with(-1, { ...node, attributes: { ...node.attributes, [other]: unknown } });
        const bytes = modelOf({ ...one, nodes });
        for (const [at, fixed] of one.fixed.entries()) {
          const s = fixedTensor(one, fixed);
          const reading = readOnnx(bytes, { input: 'x', output: 'y', fixedInputs: { s } });
          if (at === taken) (await reading).dispose();
          else await expect(reading).rejects.toThrow('Unknown (1)');
          s.dispose();
        }
      }
    },
  );
});
