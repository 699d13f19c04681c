import '@tensorflow/tfjs-backend-cpu';
import assert from 'node:assert/strict';
import test from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { Norm } from '../lib/norm.js';

async function scores(rows) {
  const attribution = tf.tensor2d(rows);
  const { scores } = await new Norm().evaluate({ input: attribution, attribution });
  attribution.dispose();
  return [...scores];
}

test('of 3 and 4 it is 5', async () => assert.deepEqual(await scores([[3, 4]]), [5]));

test('a batch equals its samples', async () => {
  assert.deepEqual(
    await scores([
      [3, 4],
      [0, -2],
    ]),
    [...(await scores([[3, 4]])), ...(await scores([[0, -2]]))],
  );
});

test('no tensor is left', async () => {
  const before = tf.memory().numTensors;
  await scores([[1, 2]]);
  assert.equal(tf.memory().numTensors, before);
});
