import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { analyze, type Model, ModelError, type OutputSelection, PathSelector, RegionSelector } from 'xai-base';
import { AttnLRP, CPLRP } from '../../src/index';

const input = tf.randomNormal([2, 5, 4], 0, 1, 'float32', 11);
const weights = tf.randomNormal([5, 4], 0, 1, 'float32', 12);

afterAll(() => tf.dispose([input, weights]));

/** Attention, with outputs `[batch, 5, 4]`. */
const model = (x: tf.Tensor) => {
  const scores = tf.softmax(tf.matMul(x, x, false, true));
  return tf.add(x, tf.relu(tf.matMul(scores, x)));
};

const pick = (token: number, place: number) => (x: tf.Tensor) =>
  tf.reshape(tf.slice(model(x), [0, token, place], [-1, 1, 1]), [-1, 1]);

async function explain(analyzer: AttnLRP | CPLRP, selection: OutputSelection): Promise<number[]> {
  const { val, ...rest } = await analyze(input, analyzer, selection);
  const values = Array.from(val.dataSync());
  tf.dispose([val, rest.input, rest.output]);
  return values;
}

test.each([
  ['AttnLRP', (of: Model) => new AttnLRP(of)],
  ['CPLRP', (of: Model) => new CPLRP(of)],
])('%s of a value of an output of any rank is that of a function that picks it, or the sum', async (_name, make) => {
  const byHand = await explain(make(pick(3, 1)), 0);
  const other = await explain(make(pick(0, 2)), 0);
  const summed = await explain(
    make((x: tf.Tensor) => tf.reshape(tf.sum(tf.mul(model(x), weights), [1, 2]), [-1, 1])),
    0,
  );
  expect(byHand.some((value) => value !== 0)).toBe(true);
  for (const form of [model, (x: tf.Tensor) => tf.expandDims(model(x), 1)]) {
    const all = await explain(make(form), new PathSelector([3, 1]));
    const each = await explain(make(form), [
      [0, 2],
      [3, 1],
    ]);
    const region = await explain(make(form), new RegionSelector(weights));
    for (const [index, value] of byHand.entries()) {
      expect(all[index]).toBeCloseTo(value, 5);
      expect(each[index]).toBeCloseTo(index < 20 ? other[index] : value, 5);
      expect(region[index]).toBeCloseTo(summed[index], 4);
    }
    await expect(explain(make(form), 1)).rejects.toThrow(ModelError);
  }
});
