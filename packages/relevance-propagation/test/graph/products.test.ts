import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { analyze, type Model } from 'xai-base';
import {
  AlphaBetaRule,
  Composite,
  ConvLayer,
  FlatRule,
  GammaRule,
  GlobalMap,
  GlobalTypeMap,
  LRP,
  type LRPOptions,
  type LRPRule,
  ZPlusRule,
} from '../../src/index';

const draw = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
const input = draw([2, 6, 6, 4], 1);
const groups = [draw([3, 3, 2, 3], 2), draw([3, 3, 2, 3], 3)] as tf.Tensor4D[];
const filter = draw([3, 3, 4, 6], 4) as tf.Tensor4D;
const [bias, scale, shift] = [draw([6], 5), draw([6], 6), draw([6], 7)];
const back = draw([3, 3, 5, 4], 8) as tf.Tensor4D;
const filter4 = draw([3, 3, 4, 4], 11) as tf.Tensor4D;
const bias4 = draw([4], 12);
const [squeeze, excite] = [draw([4, 2], 9), draw([2, 4], 10)];

afterAll(() => tf.dispose([input, ...groups, filter, bias, scale, shift, back, filter4, bias4, squeeze, excite]));

const rules: LRPRule[] = [new ZPlusRule(), new AlphaBetaRule(2, 1), new GammaRule(0.5)];
const logits = (x: tf.Tensor) => tf.sum(tf.relu(x), [1, 2]);

async function relevance(
  model: Model,
  rule: LRPRule | undefined,
  { output = 1, ...options }: LRPOptions & { output?: number } = {},
): Promise<number[]> {
  const composite = rule && new Composite(new GlobalTypeMap([ConvLayer, rule], ['Dense', rule]));
  const explanation = await analyze(input, new LRP(model, composite, options), output);
  const values = Array.from(explanation.val.dataSync());
  explanation.dispose();
  return values;
}

const expectSame = (actual: readonly number[], expected: readonly number[]) => {
  const largest = Math.max(...expected.map(Math.abs));
  expect(largest).toBeGreaterThan(0);
  for (const [index, value] of expected.entries()) expect(Math.abs(actual[index] - value) / largest).toBeLessThan(1e-4);
};

/** A convolution with stride 1, as a value of rank 4. */
const convolve = (x: tf.Tensor, weight: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, weight as tf.Tensor4D, 1, 'same');

describe.each(rules.map((rule): [string, LRPRule] => [String(rule), rule]))('%s', (_name, rule) => {
  test('a convolution in groups, with its bias behind it, is one with blocks of zeros', async () => {
    const grouped = (x: tf.Tensor) => {
      const parts = tf.split(x, 2, 3).map((part, index) => convolve(part, groups[index]));
      return logits(tf.add(tf.concat(parts, 3), bias));
    };
    const whole = (x: tf.Tensor) => {
      const empty = tf.zeros([3, 3, 2, 3]);
      const blocks = tf.concat([tf.concat([groups[0], empty], 3), tf.concat([empty, groups[1]], 3)], 2);
      return logits(tf.add(convolve(x, blocks), bias));
    };
    for (const output of [1, 4]) {
      expectSame(await relevance(grouped, rule, { output }), await relevance(whole, rule, { output })); // of the first group, and of the second
    }
  });

  test('a normalization behind a convolution is folded into it, in whatever operations it is spelt', async () => {
    const folded = (x: tf.Tensor) =>
      logits(tf.add(convolve(x, tf.mul(filter, scale)), tf.add(tf.mul(bias, scale), shift)));
    const expected = await relevance(folded, rule);
    const biased = (x: tf.Tensor) => tf.add(convolve(x, filter), bias);
    const spelt = (x: tf.Tensor) => logits(tf.add(tf.mul(biased(x), scale), shift));
    const normalized = (x: tf.Tensor) => {
      const [mean, variance] = [tf.neg(tf.div(shift, scale)), tf.onesLike(scale)];
      return logits(
        tf.batchNorm(biased(x), mean as tf.Tensor1D, variance as tf.Tensor1D, undefined, scale as tf.Tensor1D, 0),
      );
    };
    expectSame(await relevance(spelt, rule), expected);
    expectSame(await relevance(normalized, rule), expected);
  });

  test('a value that is used elsewhere is not folded', async () => {
    const twice = (x: tf.Tensor) => {
      const convolved = tf.add(convolve(x, filter), bias);
      return tf.add(logits(tf.add(tf.mul(convolved, scale), shift)), tf.mul(logits(convolved), 0));
    };
    const once = (x: tf.Tensor) => logits(tf.add(tf.mul(tf.add(convolve(x, filter), bias), scale), shift));
    expect(await relevance(twice, rule)).not.toEqual(await relevance(once, rule));
  });
});

test('a bias that is added behind a join is that of the product before it', async () => {
  const own = (x: tf.Tensor) => logits(tf.add(tf.add(convolve(x, filter4), bias4), x));
  const late = (x: tf.Tensor) => logits(tf.add(tf.add(convolve(x, filter4), x), bias4));
  const other = (x: tf.Tensor) => logits(tf.add(tf.add(x, convolve(x, filter4)), bias4));
  for (const rule of rules) {
    const expected = await relevance(own, rule);
    expectSame(await relevance(late, rule), expected);
    expectSame(await relevance(other, rule), expected);
  }
});

test('a normalization before a product is folded into it, where no padding interferes', async () => {
  const factor = tf.tensor1d([0.5, -2, 1.5, 0.3]);
  const [normalizer, weight] = [draw([4], 13), draw([16 * 4, 3], 14)] as [tf.Tensor1D, tf.Tensor2D];
  const normalized = (x: tf.Tensor) => tf.add(tf.mul(x, factor), normalizer);
  const valid = (x: tf.Tensor, filters: tf.Tensor4D) => tf.conv2d(x as tf.Tensor4D, filters, 1, 'valid');
  const own = (x: tf.Tensor) => logits(tf.add(valid(normalized(x), filter4), bias4));
  const inside = (x: tf.Tensor) => {
    const constant = tf.sum(tf.mul(filter4, tf.reshape(normalizer, [4, 1])), [0, 1, 2]);
    return logits(tf.add(valid(x, tf.mul(filter4, tf.reshape(factor, [4, 1]))), tf.add(bias4, constant)));
  };
  const pooled = (x: tf.Tensor) => tf.slice(x, [0, 0, 0, 0], [-1, 4, 4, 4]);
  const dense = (x: tf.Tensor) => tf.matMul(tf.reshape(normalized(pooled(x)), [-1, 64]), weight);
  const flat = (x: tf.Tensor) => {
    const [rows, constants] = [factor, normalizer].map((numbers) => tf.reshape(tf.tile(numbers, [16]), [64, 1]));
    return tf.add(
      tf.matMul(tf.reshape(pooled(x), [-1, 64]), tf.mul(weight, rows)),
      tf.sum(tf.mul(weight, constants), 0),
    );
  };
  for (const rule of rules) {
    expectSame(await relevance(own, rule), await relevance(inside, rule));
    expectSame(await relevance(dense, rule), await relevance(flat, rule));
  }
  tf.dispose([factor, normalizer, weight]);
});

test('a transposed convolution that is cropped has the bias that is added behind that', async () => {
  const offset = tf.slice(bias, [0], [5]);
  const full = (x: tf.Tensor) => tf.conv2dTranspose(x as tf.Tensor4D, back, [x.shape[0], 13, 13, 5], 2, 'valid');
  const crop = (x: tf.Tensor) => tf.slice(x, [0, 1, 1, 0], [-1, 11, 11, 5]);
  const cropped = (x: tf.Tensor) => logits(tf.add(crop(full(x)), offset));
  const biased = (x: tf.Tensor) => logits(crop(tf.add(full(x), offset)));
  for (const rule of rules) expectSame(await relevance(cropped, rule), await relevance(biased, rule));
  offset.dispose();
});

test('padding takes no share under FlatRule', async () => {
  const padded = (x: tf.Tensor) => tf.reshape(tf.slice(convolve(x, filter), [0, 0, 0, 1], [-1, 1, 1, 1]), [-1, 1]); // a corner
  const explanation = await analyze(input, new LRP(padded, new Composite(new GlobalMap(new FlatRule()))), 0);
  const values = Array.from(tf.tidy(() => tf.slice(explanation.val, [0, 0, 0, 0], [1, 2, 2, 4]).dataSync()));
  for (const value of values) expect(value).toBeCloseTo(1 / 16, 5);
  explanation.dispose();
});

describe('squeeze and excite', () => {
  const gated = (activation: (x: tf.Tensor) => tf.Tensor) => (x: tf.Tensor) => {
    const gate = activation(tf.matMul(tf.relu(tf.matMul(tf.mean(x, [1, 2]), squeeze)), excite));
    return tf.sum(tf.mul(tf.relu(x), tf.reshape(gate, [-1, 1, 1, 4])), [1, 2]);
  };
  const hardSigmoid = (x: tf.Tensor) => tf.clipByValue(tf.add(tf.mul(x, 1 / 6), 0.5), 0, 1);

  test.each([
    ['sigmoid', (x: tf.Tensor) => tf.sigmoid(x)],
    ['hard sigmoid', hardSigmoid],
  ])('a gate by %s is held constant, or takes half', async (_name, activation) => {
    const model = gated(activation);
    const held = await relevance(model, undefined);
    const x = Array.from(input.dataSync());
    for (const [index, value] of held.entries()) {
      if (index % 4 !== 1 || x[index] <= 0) expect(value).toBeCloseTo(0, 6); // only what is multiplied, of the explained channel
    }
    const shared = await relevance(model, undefined, { gates: 'relevant' });
    expect(shared.some((value, index) => index % 4 !== 1 && Math.abs(value) > 1e-6)).toBe(true);
    const sum = (values: readonly number[]) => values.slice(0, 144).reduce((all, one) => all + one, 0);
    expect(sum(held)).toBeCloseTo(1, 4);
  });
});
