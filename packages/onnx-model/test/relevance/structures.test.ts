import '@tensorflow/tfjs-backend-cpu';
import { randomUniform, setBackend, sum, type Tensor, tensor2d, tidy, transpose } from '@tensorflow/tfjs-core';
import { DeepLift, GradCAM, Gradient } from 'explainable-ai';
import { type Attribute, float, int, ints, makeNode, type OnnxNode, type OnnxTensor, writeModel } from 'onnx-format';
import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { EpsilonPlus, LRP } from 'relevance-propagation';
import { analyze, ModelError, PathSelector, toModelView } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { readOnnx } from '../../src';
import { floats, integers } from '../support/against-onnxruntime';

beforeAll(() => setBackend('cpu'));

const images = (shape: readonly number[]) => randomUniform([...shape], 0, 1, 'float32', 1);

/** Feature maps of one convolution, what is made of them (`y`), and their means. */
const network = (nodes: readonly OnnxNode[], constants: Record<string, OnnxTensor> = {}, opset = 17): Uint8Array =>
  writeModel({
    opsets: { '': opset },
    graph: {
      name: 'network',
      nodes: [
        makeNode('Conv', ['x', 'k'], ['c']),
        ...nodes,
        makeNode('GlobalAveragePool', ['y'], ['g']),
        makeNode('Flatten', ['g'], ['o']),
      ],
      initializers: new Map(Object.entries({ k: floats([4, 4, 1, 1]), ...constants })),
      inputs: [{ name: 'x', type: 'float32', shape: ['n', 4, 6, 6] }],
      outputs: [{ name: 'o', type: 'float32' }],
    },
  });

const last: Attribute = ints([-1]);

/** Structures of real networks that no layer does, and whether their relevance adds up to the output: they are linear, or gate a value by itself. */
const structures: Record<string, [bytes: Uint8Array, adds: boolean]> = {
  'Resize twice as large (FPN, U-Net, YOLO)': [
    network([makeNode('Resize', ['c', '', 's'], ['y'])], { s: floats([4], [1, 1, 2, 2]) }),
    true,
  ],
  'Split in halves (ShuffleNet, C2f of YOLOv8)': [
    network([
      makeNode('Split', ['c'], ['a', 'b'], { axis: int(1) }),
      makeNode('Concat', ['b', 'a'], ['y'], { axis: int(1) }),
    ]),
    true,
  ],
  Slice: [
    network([makeNode('Slice', ['c', 'p0', 'p1', 'ax'], ['y'])], {
      p0: integers([0]),
      p1: integers([2]),
      ax: integers([1]),
    }),
    true,
  ],
  HardSwish: [network([makeNode('HardSwish', ['c'], ['y'])]), true],
  'HardSigmoid with parameters (MobileNetV3, Paddle)': [
    network([makeNode('HardSigmoid', ['c'], ['h'], { alpha: float(1 / 6) }), makeNode('Mul', ['c', 'h'], ['y'])]),
    false,
  ],
  'x * Sigmoid(x) (EfficientNet, YOLO)': [
    network([makeNode('Sigmoid', ['c'], ['h']), makeNode('Mul', ['c', 'h'], ['y'])]),
    false,
  ],
  'squeeze and excitation': [
    network([
      makeNode('GlobalAveragePool', ['c'], ['q']),
      makeNode('Conv', ['q', 'k'], ['e']),
      makeNode('Sigmoid', ['e'], ['h']),
      makeNode('Mul', ['c', 'h'], ['y']),
    ]),
    false,
  ],
  'Conv in two groups (ResNeXt, ShuffleNet)': [
    network([makeNode('Conv', ['c', 'kg'], ['y'], { group: int(2) })], { kg: floats([4, 2, 3, 3]) }),
    true,
  ],
  'Concat with zeros (BlazeFace)': [
    network([makeNode('Concat', ['c', 'z'], ['y'], { axis: int(1) })], {
      z: floats([2, 2, 6, 6], new Array(144).fill(0)),
    }),
    true,
  ],
  'Max with a constant': [network([makeNode('Max', ['c', 'z'], ['y'])], { z: floats([], [0]) }), true],
  LRN: [network([makeNode('LRN', ['c'], ['y'], { size: int(3) })]), false],
  'normalization of primitives': [
    network(
      [
        makeNode('Transpose', ['c'], ['t'], { perm: ints([0, 2, 3, 1]) }),
        makeNode('ReduceMean', ['t'], ['m'], { axes: last }),
        makeNode('Sub', ['t', 'm'], ['d']),
        makeNode('Pow', ['d', 'two'], ['q']),
        makeNode('ReduceMean', ['q'], ['v'], { axes: last }),
        makeNode('Add', ['v', 'eps'], ['ve']),
        makeNode('Sqrt', ['ve'], ['s']),
        makeNode('Div', ['d', 's'], ['n']),
        makeNode('Transpose', ['n'], ['y'], { perm: ints([0, 3, 1, 2]) }),
      ],
      { two: floats([], [2]), eps: floats([], [1e-5]) },
      13,
    ),
    false,
  ],
  'GELU by Erf': [
    network(
      [
        makeNode('Div', ['c', 'r'], ['a']),
        makeNode('Erf', ['a'], ['e']),
        makeNode('Add', ['e', 'one'], ['p']),
        makeNode('Mul', ['c', 'p'], ['q']),
        makeNode('Mul', ['q', 'half'], ['y']),
      ],
      { r: floats([], [Math.SQRT2]), one: floats([], [1]), half: floats([], [0.5]) },
    ),
    false,
  ],
  'products of two values (attention)': [
    network(
      [
        makeNode('Reshape', ['c', 'flat'], ['f']),
        makeNode('Transpose', ['f'], ['t'], { perm: ints([0, 2, 1]) }),
        makeNode('MatMul', ['f', 't'], ['a']),
        makeNode('Softmax', ['a'], ['w'], { axis: int(-1) }),
        makeNode('MatMul', ['w', 'f'], ['v']),
        makeNode('Reshape', ['v', 'maps'], ['y']),
      ],
      { flat: integers([0, 4, 36]), maps: integers([0, 4, 6, 6]) },
    ),
    false,
  ],
};

const valuesOf = (x: Tensor): number[] => Array.from(x.dataSync());

describe('structures of real networks', () => {
  it.each(Object.keys(structures))('%s: values, slopes and relevance', async (name) => {
    const [bytes, adds] = structures[name];
    const x = images([2, 6, 6, 4]);
    const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
    const first = tidy(() => transpose(x, [0, 3, 1, 2]).dataSync());
    const { o } = await session.run({ x: new RuntimeTensor('float32', Float32Array.from(first), [2, 4, 6, 6]) });
    const model = await readOnnx(bytes, { channelsFirst: true });
    const y = model(x);
    const wanted = Array.from(o.data as Float32Array);
    valuesOf(y).forEach((value, index) => void expect(value).toBeCloseTo(wanted[index], 5));
    const plus = await analyze(x, new LRP(model, new EpsilonPlus()), 0);
    expect(valuesOf(plus.val).every(Number.isFinite)).toBe(true);
    const gradient = await analyze(x, new Gradient(model), 0);
    const relevance = await analyze(x, new LRP(model), 0);
    for (const { val } of [gradient, relevance]) {
      expect(valuesOf(val).every(Number.isFinite)).toBe(true);
      expect(valuesOf(val).some((value) => value !== 0)).toBe(true);
    }
    const sums = tidy(() => valuesOf(sum(relevance.val, [1, 2, 3])));
    if (adds) for (const one of sums) expect(one).toBeCloseTo(1, 5);
    for (const one of [x, y, plus, gradient, relevance, model]) one.dispose();
    await session.release();
  });
});

describe('DeepLift of a model with a fixed batch', () => {
  const mlp = (batch: number | string): Uint8Array =>
    writeModel({
      graph: {
        name: 'mlp',
        nodes: [
          makeNode('Gemm', ['x', 'w', 'b'], ['h']),
          makeNode('Relu', ['h'], ['r']),
          makeNode('Gemm', ['r', 'v'], ['y']),
        ],
        initializers: new Map(Object.entries({ w: floats([3, 4]), b: floats([4]), v: floats([4, 2]) })),
        inputs: [{ name: 'x', type: 'float32', shape: [batch, 3] }],
        outputs: [{ name: 'y', type: 'float32', shape: [batch, 2] }],
      },
    });

  it('is that of one with any', async () => {
    const x = tensor2d([
      [1, -2, 0.5],
      [-3, 1, 2],
      [0.25, 0.5, -1],
    ]);
    const results: number[][] = [];
    for (const batch of ['batch', 1, 2]) {
      const model = await readOnnx(mlp(batch));
      const explanation = await analyze(x, new DeepLift(model), 1);
      results.push(valuesOf(explanation.val));
      const errors = explanation.extras?.completenessError as readonly number[] | undefined;
      expect(errors?.every((error) => Math.abs(error) < 1e-5)).toBe(true);
      explanation.dispose();
      model.dispose();
    }
    x.dispose();
    results.forEach((values) => {
      values.forEach((value, index) => void expect(value).toBeCloseTo(results[0][index], 5));
    });
  });
});

describeBackends('a bias of shape [1, n], of a model for one sample', () => {
  it('is one of shape [n]: values, gradients and relevance', async () => {
    const results: number[][][] = [];
    for (const [batch, shape] of [
      [1, [1, 4]],
      ['n', [4]],
    ] as const) {
      const bytes = writeModel({
        graph: {
          name: 'layer',
          nodes: [makeNode('MatMul', ['x', 'w'], ['h']), makeNode('Add', ['h', 'b'], ['y'])],
          initializers: new Map(Object.entries({ w: floats([3, 4]), b: floats(shape) })),
          inputs: [{ name: 'x', type: 'float32', shape: [batch, 3] }],
          outputs: [{ name: 'y', type: 'float32', shape: [batch, 4] }],
        },
      });
      const model = await readOnnx(bytes);
      const x = tensor2d([[1, -2, 0.5], [-3, 1, 2]]); // biome-ignore format: one line
      const y = toModelView(model).predict(x);
      const found = [valuesOf(await y)];
      for (const analyzer of [new Gradient(model), new LRP(model), new LRP(model, new EpsilonPlus())]) {
        const explanation = await analyze(x, analyzer, 2);
        found.push(valuesOf(explanation.val));
        explanation.dispose();
      }
      results.push(found);
      for (const one of [x, await y, model]) one.dispose();
    }
    expect(results[0].flat().every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
    expect(results[0]).toEqual(results[1]);
  });
});

describe('an output that is more than classes', () => {
  it('is explained at a path, and is an error that says so without one', async () => {
    const bytes = writeModel({
      graph: {
        name: 'anchors',
        nodes: [
          makeNode('Conv', ['x', 'k'], ['c']),
          makeNode('Flatten', ['c'], ['f']),
          makeNode('MatMul', ['f', 'w'], ['s']),
          makeNode('Reshape', ['s', 'shape'], ['y']),
        ],
        initializers: new Map(
          Object.entries({ k: floats([4, 1, 3, 3]), w: floats([64, 8]), shape: integers([-1, 4, 2]) }),
        ),
        inputs: [{ name: 'x', type: 'float32', shape: ['n', 1, 6, 6] }],
        outputs: [{ name: 'y', type: 'float32', shape: ['n', 4, 2] }],
      },
    });
    const model = await readOnnx(bytes, { channelsFirst: true });
    const x = images([2, 6, 6, 1]);
    for (const [analyzer, size] of [
      [new Gradient(model), 6],
      [new LRP(model), 6],
      [GradCAM.at(model, 'c'), 4],
    ] as const) {
      await expect(analyze(x, analyzer)).rejects.toBeInstanceOf(ModelError);
      const explanation = await analyze(x, analyzer, new PathSelector([3, 1]));
      expect(explanation.val.shape).toEqual([2, size, size, 1]);
      explanation.dispose();
    }
    x.dispose();
    model.dispose();
  });
});
