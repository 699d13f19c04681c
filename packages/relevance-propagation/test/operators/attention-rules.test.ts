import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { InputTimesGradient } from 'explainable-ai';
import { analyze, IndexSelector } from 'xai-base';
import { AttnLRP, CPLRP, ModelCheckError } from '../../src/index';

/** A transformer block without biases, from weights that are drawn once. */
function block(width: number, seed: number) {
  const draw = (shape: number[], k: number) => tf.randomNormal(shape, 0, 0.5, 'float32', seed + k);
  const [q, k, v, o] = [1, 2, 3, 4].map((index) => draw([width, width], index));
  const [gate, up, down] = [draw([width, 2 * width], 5), draw([width, 2 * width], 6), draw([2 * width, width], 7)];
  const times = (x: tf.Tensor, w: tf.Tensor) =>
    tf.reshape(tf.matMul(tf.reshape(x, [-1, w.shape[0]]), w), [...x.shape.slice(0, -1), w.shape[1] as number]);
  const norm = (x: tf.Tensor) => tf.div(x, tf.sqrt(tf.mean(tf.square(x), -1, true)));
  const forward = (x: tf.Tensor) => {
    const n = norm(x);
    const scores = tf.matMul(times(n, q), times(n, k), false, true);
    const attended = tf.add(x, times(tf.matMul(tf.softmax(scores), times(n, v)), o));
    const m = norm(attended);
    const silu = (g: tf.Tensor) => tf.mul(g, tf.sigmoid(g));
    return tf.add(attended, times(tf.mul(silu(times(m, gate)), times(m, up)), down));
  };
  return { forward, weights: [q, k, v, o, gate, up, down] };
}

const width = 4;
const { forward, weights } = block(width, 3);
const head = tf.randomNormal([width, 3], 0, 1, 'float32', 9);
const model = (x: tf.Tensor) => tf.matMul(tf.reshape(tf.sum(forward(x), 1), [-1, width]), head);
const input = tf.randomNormal([3, 5, width], 0, 1, 'float32', 11);

afterAll(() => tf.dispose([...weights, head, input]));

const sums = (x: tf.Tensor) => tf.tidy(() => Array.from(tf.sum(x, [1, 2]).dataSync()));

test('CP-LRP conserves the output of a transformer without biases', async () => {
  const explanation = await analyze(input, new CPLRP(model), 1);
  const output = explanation.output.arraySync() as number[][];
  const total = sums(explanation.val);
  for (const [row, sum] of total.entries()) expect(sum).toBeCloseTo(output[row][1], 4);
  explanation.dispose();
});

test('AttnLRP starts from the value of the output, linearly: the explanation of a difference is the difference', async () => {
  const [one, two, both] = await Promise.all(
    [
      [1, 0, 0],
      [0, 1, 0],
      [1, -1, 0],
    ].map((weights) =>
      analyze(input, new AttnLRP((x: tf.Tensor) => tf.matMul(model(x), tf.tensor2d(weights, [3, 1]))), 0),
    ),
  );
  const [a, b, difference] = [one, two, both].map(({ val }) => val.dataSync());
  for (let index = 0; index < a.length; index++) expect(difference[index]).toBeCloseTo(a[index] - b[index], 4);
  for (const explanation of [one, two, both]) explanation.dispose();
});

test('a batch gives what its samples give', async () => {
  const analyzer = new AttnLRP(model);
  const batch = await analyze(input, analyzer, 2);
  const second = tf.slice(input, 1, 1);
  const single = await analyze(second, analyzer, 2);
  const expected = batch.val.dataSync().slice(5 * width, 10 * width);
  single.val.dataSync().forEach((value, index) => void expect(value).toBeCloseTo(expected[index], 5));
  for (const one of [batch, second, single]) one.dispose();
});

test('without softmax, products and normalizations both are input times gradient', async () => {
  const piecewise = (x: tf.Tensor) => tf.matMul(tf.relu(tf.matMul(tf.reshape(x, [-1, 5 * width]), w)), v);
  const [w, v] = [tf.randomNormal([5 * width, 6], 0, 1, 'float32', 1), tf.randomNormal([6, 2], 0, 1, 'float32', 2)];
  const expected = await analyze(input, new InputTimesGradient(piecewise), 1);
  for (const analyzer of [new AttnLRP(piecewise), new CPLRP(piecewise)]) {
    const explanation = await analyze(input, analyzer, 1);
    const values = expected.val.dataSync();
    explanation.val.dataSync().forEach((value, index) => void expect(value).toBeCloseTo(values[index], 5));
    explanation.dispose();
  }
  for (const one of [expected, w, v]) one.dispose();
});

describe('by hand', () => {
  const row = () => tf.tensor2d([[2, 3]]);
  const explain = async (analyzer: AttnLRP | CPLRP) => {
    const x = row();
    const { val, ...rest } = await analyze(x, analyzer, 0);
    const values = Array.from(val.dataSync());
    tf.dispose([x, val, rest.input, rest.output]);
    return values;
  };
  const w = (values: number[]) => tf.tensor2d(values, [2, 1]);

  test('a product of two values passes half to each', async () => {
    const product = (x: tf.Tensor) => tf.mul(tf.matMul(x, w([1, 0])), tf.matMul(x, w([0, 1]))); // 2 * 3
    expect(await explain(new AttnLRP(product))).toEqual([3, 3]);
    expect(await explain(new CPLRP(product))).toEqual([6, 6]); // no gate among them: the derivative
  });

  test('under CP-LRP, what a gate is multiplied with takes all', async () => {
    const gated = (x: tf.Tensor) => tf.mul(tf.sigmoid(tf.matMul(x, w([1, 0]))), tf.matMul(x, w([0, 1])));
    const [first, second] = await explain(new CPLRP(gated));
    expect(first).toBe(0);
    expect(second).toBeCloseTo(3 / (1 + Math.exp(-2)), 5);
    const [gate, value] = await explain(new AttnLRP(gated));
    expect(gate).toBeCloseTo(value, 5);
  });

  test('a statistic takes nothing', async () => {
    const normalized = (x: tf.Tensor) => tf.matMul(tf.div(x, tf.norm(x, 2, 1, true)), w([1, 1]));
    const [first, second] = await explain(new AttnLRP(normalized));
    expect(first).toBeCloseTo(2 / Math.sqrt(13), 5);
    expect(second).toBeCloseTo(3 / Math.sqrt(13), 5);
  });
});

test('an unknown operator is refused by name, or passes its derivative', async () => {
  const strange = (x: tf.Tensor) => {
    const op = tf.customGrad((x) => ({ value: tf.mul(x as tf.Tensor, 3), gradFunc: (dy: tf.Tensor) => tf.mul(dy, 3) }));
    return tf.reshape(
      tf.sum(
        tf.tidy('triple', () => op(x)),
        [1, 2],
      ),
      [-1, 1],
    );
  };
  await expect(analyze(input, new AttnLRP(strange))).rejects.toThrow(ModelCheckError);
  await expect(analyze(input, new AttnLRP(strange))).rejects.toThrow(/triple \(1\)[\s\S]*unknown: 'gradient'/);
  const explanation = await analyze(input, new AttnLRP(strange, { unknown: 'gradient' }));
  expect(sums(explanation.val)[0]).toBeCloseTo((explanation.output.arraySync() as number[][])[0][0], 4);
  explanation.dispose();
});

test('a model that ends in softmax is refused, in both spellings', async () => {
  const ends = (x: tf.Tensor) => tf.softmax(model(x));
  await expect(analyze(input, new AttnLRP(ends))).rejects.toThrow(/ends in softmax/);
  const explanation = await analyze(input, new AttnLRP(ends, { skipChecks: true }), new IndexSelector(0));
  explanation.dispose();
});

test('options that do not exist are refused', () => {
  expect(() => new AttnLRP(model, { unknwon: 'gradient' } as never)).toThrow(
    /AttnLRP has no option "unknwon"; did you mean unknown/,
  );
});

test('the operators are printed with their verdicts, repeated blocks once', async () => {
  const deep = (x: tf.Tensor) => model(forward(forward(forward(x))));
  const analyzer = new AttnLRP(deep);
  expect(String(analyzer)).toMatch(/after the first analysis/);
  (await analyze(input, analyzer, 0)).dispose();
  expect(String(analyzer)).toMatch(/4 times:/);
  expect(String(analyzer)).toMatch(/Softmax \[5,5\]: softmax/);
  expect(String(analyzer).split('\n').length).toBeLessThan(70);
});
