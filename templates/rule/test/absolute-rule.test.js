import '@tensorflow/tfjs-backend-cpu';
import assert from 'node:assert/strict';
import test from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { LRP } from 'relevance-propagation';
import { analyze } from 'xai-base';
import { AbsoluteRule } from '../lib/absolute-rule.js';

/** The relevance of each input of a neuron with the weights 2, -3, 1. */
async function relevance(rows) {
  const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [3], useBias: false })] });
  const [weights, input] = [tf.tensor2d([[2], [-3], [1]]), tf.tensor2d(rows)];
  model.setWeights([weights]);
  const explanation = await analyze(input, new LRP(model, [new AbsoluteRule()]), 0);
  const values = await explanation.val.array();
  for (const held of [explanation, weights, input, model]) held.dispose();
  return values;
}

test('relevance is shared by the magnitude of contributions', async () => {
  const [shares] = await relevance([[1, -1, 5]]);
  assert.deepEqual(
    shares.map((share) => Math.round(share * 1e6) / 1e6),
    [0.2, 0.3, 0.5],
  );
});

test('nothing is lost on the way', async () => {
  for (const row of await relevance([
    [1, 2, 3],
    [-4, 0, 1],
  ])) {
    const sum = row.reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum - 1) < 1e-6, `the shares add up to ${sum}, expected 1`);
  }
});

test('a batch equals its samples', async () => {
  const rows = [
    [1, 2, 3],
    [-4, 0, 1],
  ];
  assert.deepEqual(await relevance(rows), [...(await relevance([rows[0]])), ...(await relevance([rows[1]]))]);
});

test('no tensor is left', async () => {
  const before = tf.memory().numTensors;
  await relevance([[1, 2, 3]]);
  assert.equal(tf.memory().numTensors, before);
});
