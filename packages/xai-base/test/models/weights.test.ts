import '@tensorflow/tfjs-backend-cpu';
import {
  memory,
  mul,
  onesLike,
  setBackend,
  type Tensor,
  tensor,
  tensor2d,
  tidy,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { type Model, ModelError, ShapeError, toModelView, weightsOf } from '../../src/index';
import { linearGraphModel } from '../support/graph-models';

beforeAll(() => setBackend('cpu'));

async function outputOf(model: Model): Promise<number[]> {
  const x = tensor2d([[1, 2]]);
  const y = await toModelView(model).predict(x);
  x.dispose();
  try {
    return Array.from(await y.data());
  } finally {
    y.dispose();
  }
}

const ones = (_name: string, own: readonly Tensor[]) => own.map((one) => onesLike(one));

test('a layers-model has other weights while the work lasts, layer by layer, and its own afterwards', async () => {
  const shared = layers.dense({ units: 2, name: 'inner', useBias: false, kernelInitializer: 'ones' });
  const nested = sequential({ layers: [layers.inputLayer({ inputShape: [2] }), shared], name: 'nested' });
  const model = sequential({
    layers: [layers.inputLayer({ inputShape: [2] }), nested, layers.dense({ units: 1, name: 'last' })],
  });
  const weights = await weightsOf(model);
  expect(weights.names).toEqual(['nested/inner', 'last']);
  const before = await outputOf(model);
  const { numTensors } = memory();
  const only = (name: string, own: readonly Tensor[]) =>
    name === 'last' ? own.map((one) => zerosLike(one)) : undefined;
  expect(await weights.under(only, outputOf)).toEqual([0]);
  expect(await weights.under(ones, outputOf)).toEqual([3 + 3 + 1]);
  expect(await outputOf(model)).toEqual(before);
  const failed = weights.under(ones, async () => {
    throw new Error('in between');
  });
  await expect(failed).rejects.toThrow('in between');
  expect(await outputOf(model)).toEqual(before);
  const wrong = weights.under(() => [tensor([1, 2])], outputOf);
  await expect(wrong).rejects.toThrow(ShapeError);
  expect(await outputOf(model)).toEqual(before);
  expect(memory().numTensors).toBe(numTensors);
  model.dispose();
  nested.dispose();
});

test('so has a graph model, also one that is evaluated asynchronously', async () => {
  const model = linearGraphModel();
  const weights = await weightsOf(model);
  expect(weights.names).toEqual(['y']);
  const twice = (_name: string, own: readonly Tensor[]) => own.map((one) => tidy(() => mul(one, 2)));
  expect(await outputOf(model)).toEqual([9, 12, 15]);
  expect(await weights.under(twice, outputOf)).toEqual([18, 24, 30]);
  const asynchronous = async () => {
    const x = tensor2d([[1, 2]]);
    for (let k = 0; k < 2; k++) {
      const y = (await model.executeAsync({ x })) as Tensor;
      expect(Array.from(await y.data())).toEqual([18, 24, 30]);
      y.dispose();
    }
    x.dispose();
  };
  const warn = jest.spyOn(console, 'warn').mockReturnValue(); // that it need not be asynchronous
  await weights.under(twice, asynchronous);
  warn.mockRestore();
  expect(await outputOf(model)).toEqual([9, 12, 15]);
  model.dispose();
});

test('what brings a way to its weights is asked for it, and a plain function has none', async () => {
  const own = { names: ['w'], under: async () => 3 as never };
  const model = Object.assign((x: Tensor) => x, { readWeights: async () => own });
  expect(await weightsOf(model)).toBe(own);
  await expect(weightsOf((x: Tensor) => x)).rejects.toThrow(ModelError);
  await expect(weightsOf((x: Tensor) => x)).rejects.toThrow('readWeights()');
});
