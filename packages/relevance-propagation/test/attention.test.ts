import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type Analyzer, analyze, IndexError, ValueError } from 'xai-base';
import {
  AttentionAttribution,
  AttentionGradCAM,
  AttentionRollout,
  ModelCheckError,
  TransformerAttribution,
} from '../src/index';

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

async function explained(analyzer: Analyzer, x = input): Promise<tf.Tensor> {
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

const analyzers = [AttentionRollout, AttentionAttribution, TransformerAttribution, AttentionGradCAM];

test.each(analyzers)('%p of a batch is that of its samples', async (Method) => {
  const analyzer = new Method(model);
  const all = await explained(analyzer);
  const one = tf.slice(input, 1, 1);
  const alone = await explained(analyzer, one);
  const row = tf.slice(all, 1, 1);
  expect(Array.from(alone.dataSync())).toEqual(Array.from(row.dataSync()).map((value) => expect.closeTo(value, 5)));
  tf.dispose([all, one, alone, row]);
});

test.each(spellings.slice(1))('attention is found where softmax is spelt %s', async (_name, softmax) => {
  for (const Method of [AttentionAttribution, TransformerAttribution]) {
    const [known, other] = await Promise.all(
      [tf.softmax, softmax].map((spelling) =>
        explained(new Method((x: tf.Tensor) => tf.sum(layer(layer(x, spelling), spelling), 1))),
      ),
    );
    expect(Array.from(other.dataSync())).toEqual(Array.from(known.dataSync()).map((value) => expect.closeTo(value, 4)));
    tf.dispose([known, other]);
  }
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

test('a grid is the row of a token, without what stands before the patches', async () => {
  for (const Method of [AttentionRollout, AttentionAttribution, TransformerAttribution]) {
    const row = await explained(new Method(model, { token: 0 }));
    const explanation = await analyze(input, new Method(model, { grid: [1, 3] }), 1);
    expect(explanation.heatmap).toBe('cam');
    expect(explanation.val.shape).toEqual([3, 1, 3, 1]);
    const patches = tf.slice(row, [0, 1], [3, 3]);
    expect(Array.from(explanation.val.dataSync())).toEqual(Array.from(patches.dataSync()));
    tf.dispose([row, patches]);
    explanation.dispose();
  }
  await expect(explained(new AttentionGradCAM(model, { grid: [2, 3] }))).rejects.toThrow(/6 tokens at least/);
  expect(() => new AttentionGradCAM(model, { grid: [0, 3] })).toThrow(ValueError);
});

test('relevance of attention starts from 1 and is split where two branches join', async () => {
  const branch = (x: tf.Tensor) => tf.matMul(tf.softmax(tf.matMul(x, x, false, true)), x);
  const joined = (x: tf.Tensor) => tf.reshape(tf.sum(tf.add(x, branch(x)), [1, 2]), [-1, 1]);
  const explanation = await analyze(input, new TransformerAttribution(joined, { keepAttention: true }), 0);
  const relevances = explanation.extras?.attentionRelevances as tf.Tensor;
  expect(relevances.shape).toEqual([3, 1, 1, 4, 4]);
  const summed = [
    () => tf.sum(input, [1, 2]),
    () => tf.sum(branch(input), [1, 2]),
    () => tf.sum(relevances, [1, 2, 3, 4]),
  ];
  const [own, other, sums] = summed.map((of) => {
    const tensor = tf.tidy(of);
    const values = Array.from(tensor.dataSync());
    tensor.dispose();
    return values;
  });
  // half of what the branch gets, which is the part that the size of its sum has in both
  const expected = own.map(
    (value, sample) => Math.abs(other[sample]) / (Math.abs(other[sample]) + Math.abs(value)) / 2,
  );
  expect(sums).toEqual(expected.map((value) => expect.closeTo(value, 4)));
  explanation.dispose();
  tf.dispose([relevances, explanation.extras?.attention, explanation.extras?.attentionGradients] as tf.Tensor[]);
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
