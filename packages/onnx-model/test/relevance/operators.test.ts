import { mul, reshape, sum, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { LRP } from 'relevance-propagation';
import { analyze, MaskSelector } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { readOnnx } from '../../src';
import { floats, integers, modelOf, randomNumbers, type Use } from '../support/against-onnxruntime';

const image = [2, 4, 6, 6];
const zeros = (length: number) => floats([length], Array(length).fill(0));
const ones = (length: number) => floats([length], Array(length).fill(1));
const positive = (length: number) =>
  floats(
    [length],
    randomNumbers(length, 7).map((one) => 1.5 + one),
  );
const truths = { type: 'bool', shape: [2, 3], data: Uint8Array.of(1, 0, 1, 1, 1, 0) } as const;

/** Operators that add no constant, by family. */
const families: Record<string, Use[]> = {
  convolution: [
    { op: 'Conv', shape: image, constants: [floats([5, 4, 3, 3])] },
    { op: 'Conv', shape: image, constants: [floats([6, 2, 3, 3])], attributes: { group: 2, pads: [1, 1, 1, 1] } },
    { op: 'Conv', shape: image, constants: [floats([4, 1, 3, 3])], attributes: { group: 4, strides: [2, 2] } },
    { op: 'Conv', shape: image, constants: [floats([5, 4, 2, 2])], attributes: { dilations: [2, 2] } },
    { op: 'Conv', shape: [2, 3, 8], constants: [floats([4, 3, 3])] },
    {
      op: 'Conv',
      shape: [1, 2, 4, 4, 4],
      constants: [floats([3, 2, 2, 2, 2])],
      attributes: { pads: [1, 1, 1, 1, 1, 1] },
    },
    {
      op: 'ConvTranspose',
      shape: image,
      constants: [floats([4, 3, 3, 3])],
      attributes: { strides: [2, 2], pads: [1, 1, 1, 1] },
    },
    { op: 'ConvTranspose', shape: image, constants: [floats([4, 2, 2, 2])], attributes: { group: 2 } },
  ],
  matrices: [
    { op: 'MatMul', shape: [2, 3, 4], constants: [floats([4, 5])] },
    { op: 'MatMul', shape: [4, 5], place: 1, constants: [floats([3, 4])] },
    { op: 'Gemm', shape: [3, 4], constants: [floats([5, 4])], attributes: { transB: 1 } },
    { op: 'Einsum', shape: [2, 3, 4], constants: [floats([4, 5])], attributes: { equation: 'bij,jk->bik' } },
  ],
  movement: [
    { op: 'Concat', shape: [2, 3], constants: [floats([2, 2], [0, 0, 0, 0])], attributes: { axis: 1 } },
    { op: 'ScatterND', shape: [2, 3], constants: [integers([1, 0], [1, 2]), floats([1], [0])] },
    { op: 'Split', shape: [2, 6], constants: [integers([2, 4])], attributes: { axis: 1 }, outputs: 2 },
    { op: 'Slice', shape: [2, 6], constants: [integers([1]), integers([6]), integers([1]), integers([2])] },
    { op: 'Pad', shape: [2, 3], constants: [integers([0, 1, 0, 2])] },
    { op: 'Pad', shape: [2, 4], constants: [integers([0, 1, 0, 2])], attributes: { mode: 'reflect' } },
    { op: 'Gather', shape: [2, 5], constants: [integers([0, 0, 3])], attributes: { axis: 1 } },
    { op: 'GatherElements', shape: [2, 3], constants: [integers([0, 0, 2, 1], [2, 2])], attributes: { axis: 1 } },
    { op: 'GatherND', shape: [2, 3], constants: [integers([0, 1, 1, 2], [2, 2])] },
    { op: 'Transpose', shape: [2, 3, 4], attributes: { perm: [0, 2, 1] } },
    { op: 'Reshape', shape: [2, 6], constants: [integers([2, 3, 2])] },
    { op: 'Expand', shape: [2, 1, 3], constants: [integers([2, 4, 3])] },
    { op: 'Tile', shape: [2, 3], constants: [integers([1, 2])] },
    { op: 'DepthToSpace', shape: image, attributes: { blocksize: 2 } },
    { op: 'SpaceToDepth', shape: image, attributes: { blocksize: 2 } },
    { op: 'Trilu', shape: [2, 3, 3] },
    { op: 'Where', shape: [2, 3], place: 1, constants: [truths, floats([2, 3], Array(6).fill(0))] },
  ],
  'maps and selections': [
    { op: 'Resize', shape: image, constants: [null, floats([4], [1, 1, 2, 2])], attributes: { mode: 'nearest' } },
    { op: 'Resize', shape: image, constants: [null, floats([4], [1, 1, 2, 1.5])], attributes: { mode: 'linear' } },
    { op: 'Resize', shape: image, constants: [null, floats([4], [1, 1, 2, 2])], attributes: { mode: 'cubic' } },
    { op: 'AveragePool', shape: image, attributes: { kernel_shape: [2, 2], pads: [1, 1, 1, 1] } },
    { op: 'GlobalAveragePool', shape: image },
    { op: 'MaxPool', shape: image, attributes: { kernel_shape: [3, 3], strides: [2, 2] } },
    { op: 'GlobalMaxPool', shape: image },
    { op: 'TopK', shape: [2, 5], constants: [integers([2])], outputs: 1 },
    { op: 'CumSum', shape: [2, 5], constants: [integers([1], [])] },
    ...['ReduceMax', 'ReduceMin', 'ReduceMean', 'ReduceL1', 'ReduceL2', 'ReduceSumSquare'].map(
      (op): Use => ({ op, shape: [2, 3, 4], attributes: { axes: [2], keepdims: 0 } }),
    ),
    { op: 'ReduceSum', shape: [2, 3, 4], constants: [integers([1])] },
  ],
  activations: [
    ...['Relu', 'LeakyRelu', 'Elu', 'Selu', 'Sigmoid', 'Tanh', 'Softplus', 'HardSwish', 'Mish', 'Erf'].map(
      (op): Use => ({ op, opset: 18, shape: [2, 5] }),
    ),
    { op: 'Gelu', opset: 20, shape: [2, 5] },
    { op: 'PRelu', shape: [2, 5], constants: [floats([5])] },
    { op: 'Clip', shape: [2, 5], constants: [floats([], [-0.5]), floats([], [0.5])] },
  ],
  normalization: [
    { op: 'BatchNormalization', shape: image, constants: [positive(4), zeros(4), zeros(4), positive(4)] },
    { op: 'InstanceNormalization', shape: image, constants: [positive(4), zeros(4)] },
    { op: 'LayerNormalization', shape: [2, 3, 6], constants: [positive(6)] },
    {
      op: 'GroupNormalization',
      opset: 21,
      shape: image,
      constants: [ones(4), zeros(4)],
      attributes: { num_groups: 2 },
    },
    { op: 'RMSNormalization', opset: 23, shape: [2, 3, 6], constants: [positive(6)] },
    { op: 'LpNormalization', shape: [2, 6], attributes: { axis: 1, p: 2 } },
    { op: 'LRN', shape: image, attributes: { size: 3 } },
    { op: 'MeanVarianceNormalization', shape: image },
  ],
  recurrence: [
    { op: 'RNN', shape: [4, 2, 3], constants: [floats([1, 2, 3]), floats([1, 2, 2])], attributes: { hidden_size: 2 } },
    { op: 'GRU', shape: [4, 2, 3], constants: [floats([1, 6, 3]), floats([1, 6, 2])], attributes: { hidden_size: 2 } },
    { op: 'LSTM', shape: [4, 2, 3], constants: [floats([1, 8, 3]), floats([1, 8, 2])], attributes: { hidden_size: 2 } },
    {
      op: 'LSTM',
      shape: [4, 2, 3],
      constants: [floats([2, 8, 3]), floats([2, 8, 2])],
      attributes: { hidden_size: 2, direction: 'bidirectional' },
    },
  ],
};

const sizeOf = ({ shape }: Use) => shape.reduce((a, b) => a * b, 1);

/** How much of the relevance of an operator's output its input gets, and how much there is in all. */
async function passed(use: Use, gates: 'constant' | 'relevant' = 'constant') {
  const model = await readOnnx(modelOf(use), { output: 'y0' });
  const x = tensor(randomNumbers(sizeOf(use), 3), [...use.shape]);
  const inRows = (input: Tensor) => reshape(model(input), [1, -1]);
  const samples = (input: Tensor) => inRows(reshape(input, [...use.shape]));
  const batch = reshape(x, [1, ...use.shape]);
  const y = tidy(() => samples(batch));
  const mask = tensor(randomNumbers(y.size, 9), y.shape);
  try {
    const lrp = new LRP(samples, undefined, { normalizeOutputRelevance: false, gates });
    const explanation = await analyze(batch, lrp, new MaskSelector(mask));
    const values = Array.from(explanation.val.dataSync());
    const received = values.reduce((all, one) => all + one, 0);
    const most = values.reduce((all, one) => all + Math.abs(one), 0);
    explanation.dispose();
    const given = tidy(() => sum(mul(mask, y)).dataSync()[0]);
    return { received, given, most: Math.max(most, 1), values };
  } finally {
    for (const one of [x, batch, y, mask, model]) one.dispose();
  }
}

/** What each element of the input gets by the matrix of a linear operator, column by column in float64. */
async function byMatrix(use: Use): Promise<number[]> {
  const model = await readOnnx(modelOf(use), { output: 'y0' });
  const size = sizeOf(use);
  const column = (at: number) => {
    const unit = new Float32Array(size);
    unit[at] = 1;
    return tidy(() => Array.from(model(tensor(unit, [...use.shape])).dataSync(), Number));
  };
  const shares = randomNumbers(size, 3).map((x, at) => {
    const contributions = column(at);
    const weights = Float32Array.from(randomNumbers(contributions.length, 9));
    return Math.fround(x) * contributions.reduce((sum, one, place) => sum + one * weights[place], 0);
  });
  model.dispose();
  return shares;
}

const linearMaps = ['Resize', 'AveragePool', 'GlobalAveragePool', 'CumSum', 'ReduceMean', 'ReduceSum'];
const linear = [
  ...families.convolution,
  ...families.matrices,
  ...families.movement,
  ...families['maps and selections'].filter(({ op }) => linearMaps.includes(op)),
];

describeBackends('operators that add nothing pass on what they are given', (backend) => {
  describe.each(Object.keys(families))('%s', (family) => {
    test.each(families[family].map((use): [string, Use] => [`${use.op} ${JSON.stringify(use.attributes ?? {})}`, use]))(
      '%s',
      async (_name, use) => {
        const { received, given, most } = await passed(use);
        expect(Math.abs(received - given) / most).toBeLessThan(1e-4);
      },
    );
  });

  if (backend === 'wasm') {
    test.each(linear.map((use): [string, Use] => [`${use.op} ${JSON.stringify(use.attributes ?? {})}`, use]))(
      '%s: each element gets what it contributes, by the matrix of the operator',
      async (_name, use) => {
        const [{ values, most }, expected] = [await passed(use), await byMatrix(use)];
        const worst = Math.max(...values.map((value, at) => Math.abs(value - expected[at])));
        expect(values).toHaveLength(expected.length);
        expect(worst / most).toBeLessThan(1e-6);
      },
    );
  }

  test.each(families.recurrence.map((use): [string, Use] => [`${use.op} ${JSON.stringify(use.attributes)}`, use]))(
    '%s, whose gates take nothing where gates are relevant, either',
    async (_name, use) => {
      const [{ received, given, most, values }, held] = [await passed(use, 'relevant'), await passed(use)];
      expect(Math.abs(received - given) / most).toBeLessThan(1e-4);
      expect(values).toEqual(held.values);
    },
  );
});
