import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { compile } from '../../src';
import { layOutProgram } from '../../src/laid-out-program';
import { trace } from '../../src/trace/trace';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('little weights are parts of a graph, large ones are given to it', () => {
  const [kernel, bias] = [tf.ones([3, 3, 64, 64]), tf.ones([64])];
  const maps = (x: tf.Tensor) => tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same'), bias);
  const traced = trace((x) => [maps(x)], [{ shape: [1, 8, 8, 64], dtype: 'float32' }], 'blocks');
  const { parts, knownSize } = layOutProgram(traced, true, 16);
  expect([...parts].map(({ shape }) => shape)).toEqual([[64]]);
  expect(knownSize).toBe(3 * 3 * 64 * 64 + 64);
  tf.dispose([kernel, bias]);
});

test('a little weight that is assigned counts with its new value beside large ones', async () => {
  const kernel = tf.randomUniform([600, 600], -1, 1, 'float32', 1) as tf.Tensor2D;
  const [ones, threes] = [tf.ones([600]), tf.fill([600], 3)];
  const bias = tf.variable(ones);
  const x = tf.ones([1, 600]) as tf.Tensor2D;
  const compiled = await compile((one) => [tf.add(tf.matMul(one as tf.Tensor2D, kernel), bias)], [x]);
  const first = async () => {
    const [output] = await compiled.run([x]);
    const [value] = output.dataSync();
    output.dispose();
    return value;
  };
  const before = await first();
  bias.assign(threes);
  expect((await first()) - before).toBeCloseTo(2, 4);
  await compiled.dispose();
  tf.dispose([kernel, bias, ones, threes, x]);
});
