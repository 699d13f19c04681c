import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { analyze, IndexError, ValueError } from 'xai-base';
import { AttentionAttribution, AttentionRollout, ModelCheckError } from '../src/index';

const spellings: [string, (x: tf.Tensor) => tf.Tensor][] = [
  ['by its own name', (x) => tf.softmax(x)],
  ['as exponentials over their sum', (x) => overSum(tf.exp(x))],
  ['as exponentials below the largest', (x) => overSum(tf.exp(tf.sub(x, tf.max(x, -1, true))))],
];
const overSum = (x: tf.Tensor) => tf.div(x, tf.sum(x, -1, true));

const layer = (x: tf.Tensor, softmax: (x: tf.Tensor) => tf.Tensor = tf.softmax) =>
  tf.add(x, tf.matMul(softmax(tf.matMul(x, x, false, true)), x));
const model = (x: tf.Tensor) => tf.sum(layer(layer(x)), 1);

let input: tf.Tensor;

beforeAll(() => {
  input = tf.randomNormal([3, 4, 2], 0, 1, 'float32', 5);
});

afterAll(() => input.dispose());

async function explained(analyzer: AttentionRollout | AttentionAttribution, x = input): Promise<tf.Tensor> {
  const explanation = await analyze(x, analyzer, 1);
  const value = explanation.val.clone();
  explanation.dispose();
  return value;
}

test('the rows of a rollout are shares: they sum to 1', async () => {
  for (const options of [{}, { headFusion: 'max', discardRatio: 0.4 }] as const) {
    const value = await explained(new AttentionRollout(model, options));
    const sums = tf.tidy(() => Array.from(tf.sum(value, -1).dataSync()));
    for (const sum of sums) expect(sum).toBeCloseTo(1, 5);
    value.dispose();
  }
});

test.each([AttentionRollout, AttentionAttribution])('%p of a batch is that of its samples', async (Analyzer) => {
  const analyzer = new Analyzer(model);
  const all = await explained(analyzer);
  const one = tf.slice(input, 1, 1);
  const alone = await explained(analyzer, one);
  const row = tf.slice(all, 1, 1);
  expect(Array.from(alone.dataSync())).toEqual(Array.from(row.dataSync()).map((value) => expect.closeTo(value, 5)));
  tf.dispose([all, one, alone, row]);
});

test.each(spellings.slice(1))('attention is found where softmax is spelt %s', async (_name, softmax) => {
  const [known, other] = await Promise.all(
    [tf.softmax, softmax].map((spelling) =>
      explained(new AttentionAttribution((x: tf.Tensor) => tf.sum(layer(x, spelling), 1))),
    ),
  );
  expect(Array.from(other.dataSync())).toEqual(Array.from(known.dataSync()).map((value) => expect.closeTo(value, 5)));
  tf.dispose([known, other]);
});

test('a token is a row of the matrix, counted from the end where it is negative', async () => {
  const matrix = await explained(new AttentionRollout(model));
  for (const [token, row] of [
    [0, 0],
    [-1, 3],
  ]) {
    const value = await explained(new AttentionRollout(model, { token }));
    const expected = tf.slice(matrix, [0, row, 0], [3, 1, 4]);
    expect(value.shape).toEqual([3, 4]);
    expect(Array.from(value.dataSync())).toEqual(Array.from(expected.dataSync()));
    tf.dispose([value, expected]);
  }
  matrix.dispose();
  await expect(explained(new AttentionRollout(model, { token: 4 }))).rejects.toThrow(/4 tokens; there is no token 4/);
});

test('a model without attention, or with a softmax that mixes nothing, is refused', async () => {
  const none = (x: tf.Tensor) => tf.sum(tf.relu(x), 1);
  const weights = (x: tf.Tensor) => tf.sum(tf.mul(tf.softmax(x), 2), 1);
  for (const without of [none, weights]) {
    await expect(explained(new AttentionRollout(without))).rejects.toThrow(ModelCheckError);
    await expect(explained(new AttentionAttribution(without))).rejects.toThrow(/has no attention/);
  }
});

test('attention between different tokens is refused', async () => {
  const cross = (x: tf.Tensor) => {
    const few = tf.slice(x, [0, 0, 0], [-1, 2, 2]);
    return tf.sum(tf.matMul(tf.softmax(tf.matMul(few, x, false, true)), x), 1);
  };
  await expect(explained(new AttentionRollout(cross))).rejects.toThrow(/\[3,2,4\] for 3 sample\(s\) is not/);
});

test('options are checked before any work', () => {
  expect(() => new AttentionRollout(model, { headFusion: 'maen' as never })).toThrow(ValueError);
  expect(() => new AttentionRollout(model, { headFusion: 'maen' as never })).toThrow(/did you mean mean/);
  for (const discardRatio of [1, -0.1, Number.NaN]) {
    expect(() => new AttentionRollout(model, { discardRatio })).toThrow(ValueError);
  }
  expect(() => new AttentionAttribution(model, { token: 0.5 })).toThrow(IndexError);
  expect(() => new AttentionAttribution(model, { tokne: 0 } as never)).toThrow(/did you mean token/);
});
