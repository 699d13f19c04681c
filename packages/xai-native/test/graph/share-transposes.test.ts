import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Program } from 'xai-base';
import { neededNodes } from '../../src/graph/needed';
import { shareTransposes } from '../../src/graph/share-transposes';
import type { Value } from '../../src/graph/value';
import { trace } from '../../src/trace/trace';
import { expectAgreement } from '../support/agreement';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Attention of the heads of tokens `[batch, tokens, heads * width]` to each other. */
function attended(x: tf.Tensor): tf.Tensor {
  const [batch, tokens, size] = x.shape;
  const heads = tf.transpose(tf.reshape(x, [batch, tokens, 2, size / 2]), [0, 2, 1, 3]);
  const [queries, keys, values] = [tf.sin(heads), tf.cos(heads), heads];
  const scores = tf.matMul(tf.transpose(queries, [0, 2, 1, 3]), tf.transpose(keys, [0, 2, 1, 3]), false, true);
  return tf.add(tf.sum(scores), tf.matMul(tf.softmax(tf.matMul(queries, keys, false, true)), values));
}

const gradient: Program = (x) => [tf.grad(attended)(x)];

const count = (outputs: readonly Value[], op: string) => neededNodes(outputs).filter((node) => node.op === op).length;

test('a matrix that is needed as it is and turned is laid out once', () => {
  const { outputs } = trace(gradient, [{ shape: [2, 5, 6], dtype: 'float32' }]);
  const shared = shareTransposes(outputs);
  const fused = count(shared, 'com.microsoft:FusedMatMul');
  expect(fused).toBeGreaterThan(0);
  expect(count(shared, 'MatMul') + fused).toBe(count(outputs, 'MatMul'));
  expect(count(shared, 'Transpose')).toBeLessThan(count(outputs, 'Transpose'));
});

test.each([1, 2])('attention of a batch of %i has the gradient that it has eagerly', async (batch) => {
  const x = tf.randomNormal([batch, 5, 6], 0, 1, 'float32', 1);
  await expectAgreement(gradient, [x]);
  x.dispose();
});

test('a matrix that is needed in one way stays as it is', () => {
  const { outputs } = trace(
    (x) => [tf.matMul(x, tf.transpose(x, [0, 2, 1]))],
    [{ shape: [2, 3, 4], dtype: 'float32' }],
  );
  expect(count(shareTransposes(outputs), 'com.microsoft:FusedMatMul')).toBe(0);
});
