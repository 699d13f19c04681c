import '@tensorflow/tfjs-backend-cpu';
import assert from 'node:assert/strict';
import test from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { analyze } from 'xai-base';
import { GradientSquared } from '../lib/gradient-squared.js';

const weights = tf.tensor2d([
  [3, 0],
  [1, 2],
]);
const method = new GradientSquared((x) => tf.matMul(x, weights));

async function explain(rows, output = 0) {
  const input = tf.tensor2d(rows);
  const explanation = await analyze(input, method, output);
  const values = await explanation.val.array();
  for (const held of [input, explanation]) held.dispose();
  return values;
}

test('of a linear model it is the squared weights', async () => {
  assert.deepEqual(await explain([[5, 7]], 0), [[9, 1]]);
  assert.deepEqual(await explain([[5, 7]], 1), [[0, 4]]);
});

test('a batch equals its samples', async () => {
  assert.deepEqual(
    await explain([
      [1, 2],
      [3, 4],
    ]),
    [...(await explain([[1, 2]])), ...(await explain([[3, 4]]))],
  );
});

test('no tensor is left', async () => {
  const before = tf.memory().numTensors;
  await explain([[1, 2]]);
  assert.equal(tf.memory().numTensors, before);
});
