import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Program } from 'xai-base';
import { compile } from '../../src';
import { arrange, permuted, reversed } from '../../src/known/arrange';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('axes change places', () => {
  // [2, 3] -> [3, 2]
  expect(Array.from(arrange(Float32Array.of(1, 2, 3, 4, 5, 6), permuted([2, 3], [1, 0])))).toEqual([1, 4, 2, 5, 3, 6]);
});

test.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[2, 3, 1, 0]], [[1, 0, 3, 2]], [[0, 2, 1, 3]]])(
  'axes lie in the order %j, as TensorFlow.js has them',
  (permutation) => {
    const x = tf.tidy(() => tf.reshape(tf.range(0, 120), [2, 3, 4, 5]));
    const turned = tf.transpose(x, permutation);
    expect(arrange(x.dataSync() as Float32Array, permuted(x.shape, permutation))).toEqual(turned.dataSync());
    tf.dispose([x, turned]);
  },
);

test('an axis of nothing leaves nothing', () => {
  expect(arrange(new Float32Array(0), permuted([2, 0], [1, 0]))).toEqual(new Float32Array(0));
});

test('elements in the opposite order, along one axis and along both', () => {
  const x = Float32Array.of(1, 2, 3, 4, 5, 6); // [2, 3]
  expect(Array.from(reversed(x, [2, 3], [0]))).toEqual([4, 5, 6, 1, 2, 3]);
  expect(Array.from(reversed(x, [2, 3], [0, 1]))).toEqual([6, 5, 4, 3, 2, 1]);
});

const made: Record<string, (weights: tf.Tensor) => tf.Tensor> = {
  'rows by their indices': (weights) => tf.gather(weights, tf.tensor1d([2, 0, 2], 'int32')),
  'columns by their indices': (weights) => tf.gather(weights, tf.tensor1d([1, 0], 'int32'), 1),
  'zeros around': (weights) =>
    tf.pad(weights, [
      [1, 0],
      [0, 2],
      [0, 0],
    ]),
  'numbers around the last axis': (weights) =>
    tf.pad(
      weights,
      [
        [0, 0],
        [1, 2],
        [3, 1],
      ],
      7,
    ),
  'nothing around': (weights) =>
    tf.pad(weights, [
      [0, 0],
      [0, 0],
      [0, 0],
    ]),
  'positive parts': (weights) => tf.relu(weights),
  squares: (weights) => tf.square(weights),
  'negative parts, by numbers for all': (weights) => tf.mul(tf.relu(tf.mul(-1, weights)), -1),
  'products and sums of as many': (weights) => tf.add(weights, tf.mul(weights, tf.relu(weights))),
  'a factor for each place along the last axis': (weights) => tf.mul(weights, tf.tensor1d([1, -2, 3, 0, 0.1])),
  'a sum for each place along the last axes, first': (weights) => tf.add(tf.slice(weights, 0, 1), weights),
  'a factor for each place along another axis': (weights) => tf.mul(weights, tf.slice(weights, [0, 0, 2], [3, 4, 1])),
  'a factor for each place along two': (weights) =>
    tf.mul(tf.slice(weights, [0, 1, 0], [3, 1, 5]), tf.slice(weights, [1, 0, 0], [1, 4, 5])),
  'one after the other': (weights) =>
    tf.transpose(
      tf.pad(tf.gather(tf.tanh(weights), tf.tensor1d([1], 'int32')), [
        [0, 1],
        [0, 0],
        [1, 0],
      ]),
      [2, 0, 1],
    ),
};

test.each(Object.keys(made))('%s, made of weights before the first run', async (name) => {
  const weights = tf.randomUniform([3, 4, 5], -1, 1, 'float32', 1);
  const program: Program = (x) => [tf.mul(x, made[name](weights))];
  const one = tf.scalar(1);
  const compiled = await compile(program, [one]);
  const [got] = await compiled.run([one]);
  const [expected] = tf.tidy(() => program(one));
  expect(got.shape).toEqual(expected.shape);
  expect(got.dataSync()).toEqual(expected.dataSync());
  await compiled.dispose();
  tf.dispose([weights, one, got, expected]);
});
