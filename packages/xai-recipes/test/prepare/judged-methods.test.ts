import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { useWasm } from 'tfjs-gradients/wasm';
import { analyze, TensorBag } from 'xai-base';
import { judgedMethods, methods } from '../../src';

beforeAll(() => useWasm());

const { layers } = tfl;
const small = () =>
  tfl.sequential({
    layers: [
      layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [8, 8, 1], activation: 'relu', name: 'features' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 2 }),
    ],
  });

test('every method of images explains a network with feature maps, in the size of the image', async () => {
  const model = small();
  const [bag, background] = [new TensorBag(), tf.zeros([1, 8, 8, 1])];
  const input = tf.randomNormal([2, 8, 8, 1], 0, 1, 'float32', 1);
  const made = judgedMethods({ model, modality: 'image', background, bag, draws: 20 });
  const others = methods.filter(({ inputs, needs }) => !inputs.includes('image') || needs === 'trees');
  const without = ['CRP', ...others.map(({ name }) => name)];
  expect(Object.keys(made)).toEqual(methods.map(({ name }) => name).filter((name) => !without.includes(name)));
  for (const [name, make] of Object.entries(made)) {
    const explanation = await analyze(input, make(model), 0, { seed: 1 });
    expect([name, explanation.val.shape.slice(0, 3)]).toEqual([name, [2, 8, 8]]);
    explanation.dispose();
  }
  bag.dispose();
  tf.dispose([background, input]);
  model.dispose();
});

test('a function has no feature maps; names choose', () => {
  const model = (x: tf.Tensor) => tf.sum(x, [1, 2]);
  const [bag, background] = [new TensorBag(), tf.zeros([1, 8, 8, 1])];
  const names = ['LRP', 'GradCAM', 'RISE', 'TreeSHAP'];
  expect(Object.keys(judgedMethods({ model, modality: 'image', background, bag, names }))).toEqual(['LRP', 'RISE']);
  bag.dispose();
  background.dispose();
});

test('a coarse map that grows to one side is enlarged without a shift: mirrored inputs have mirrored maps', async () => {
  const model = tfl.sequential({
    layers: [
      layers.averagePooling2d({ poolSize: 4, inputShape: [8, 8, 1] }),
      layers.conv2d({ filters: 1, kernelSize: 1, kernelInitializer: 'ones', useBias: false }),
      layers.flatten(),
      layers.dense({ units: 1, kernelInitializer: 'ones', useBias: false }),
    ],
  });
  const [bag, background] = [new TensorBag(), tf.zeros([1, 8, 8, 1])];
  const input = tf.randomUniform([1, 8, 8, 1], 0.1, 1, 'float32', 2);
  const mirrored = tf.reverse(input, 2);
  const { GradCAM } = judgedMethods({ model, modality: 'image', background, bag, names: ['GradCAM'] });
  const [one, other] = [await analyze(input, GradCAM(model), 0), await analyze(mirrored, GradCAM(model), 0)];
  const back = tf.reverse(other.val, 2);
  const [values, expected] = [await one.val.data(), await back.data()];
  values.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at], 5);
  });
  expect(new Set(values).size).toBeGreaterThan(4);
  for (const explanation of [one, other]) explanation.dispose();
  bag.dispose();
  tf.dispose([background, input, mirrored, back]);
  model.dispose();
});
