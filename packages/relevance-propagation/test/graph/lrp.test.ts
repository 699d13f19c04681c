import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { nameTensor } from 'tfjs-gradients';
import { analyze, LayerNotFoundError } from 'xai-base';
import {
  AttnLRP,
  Composite,
  EpsilonPlus,
  EpsilonRule,
  FirstLayerMap,
  FlatRule,
  GlobalTypeMap,
  LastLayerMap,
  LayerMap,
  LayerNormRule,
  LRP,
  LRPRule,
  ModelCheckError,
  NameMap,
  ZeroRule,
  ZPlusRule,
} from '../../src/index';

const kernel = tf.randomNormal([3, 3, 2, 4], 0, 1, 'float32', 1) as tf.Tensor4D;
const matrix = tf.randomNormal([4 * 3 * 3, 3], 0, 1, 'float32', 2) as tf.Tensor2D;
const bias = tf.tensor1d([0.3, -0.2, 0.1]);
const input = tf.randomNormal([2, 8, 8, 2], 0, 1, 'float32', 3);

afterAll(() => tf.dispose([kernel, matrix, bias, input]));

/** A small convolutional net as a function, whose values have names. */
function net(x: tf.Tensor): tf.Tensor {
  const convolved = tf.conv2d(x as tf.Tensor4D, kernel, 1, 'valid');
  nameTensor(convolved, 'convolved');
  const pooled = tf.maxPool(tf.relu(convolved), 2, 2, 'valid');
  nameTensor(pooled, 'pooled');
  const logits = tf.add(tf.matMul(tf.reshape(pooled, [-1, matrix.shape[0]]), matrix), bias);
  nameTensor(logits, 'logits');
  return logits;
}

const sums = (x: tf.Tensor) => tf.tidy(() => Array.from(tf.sum(tf.reshape(x, [x.shape[0], -1]), 1).dataSync()));

async function explain(analyzer: Pick<LRP, 'analyze'> | AttnLRP): Promise<number[]> {
  const explanation = await analyzer.analyze(input, 1);
  const values = Array.from(explanation.val.dataSync());
  explanation.dispose();
  return values;
}

test('the operators are printed with their rules', async () => {
  const lrp = new LRP(net, new EpsilonPlus());
  expect(String(lrp)).toMatch(/known after the first analysis/);
  await explain(lrp);
  expect(String(lrp)).toMatch(/Conv2D \[6,6,4\] +=> ZPlusRule/);
  expect(String(lrp)).toMatch(/MaxPooling2D \[3,3,4\] +=> selection/);
  expect(String(lrp)).toMatch(/Dense \[3\] +=> EpsilonRule\(0.000001\)/);
});

test('composites name operators by class, name, and place', async () => {
  const flat = new FlatRule();
  const expected = await explain(new LRP(net, new Composite(new GlobalTypeMap(['Conv2D', flat]))));
  for (const primitive of [
    new FirstLayerMap(flat),
    new NameMap(['convolved', flat]),
    new LayerMap('convolved', flat),
  ]) {
    expect(await explain(new LRP(net, new Composite(primitive)))).toEqual(expected);
  }
  const last = await explain(new LRP(net, new Composite(new LastLayerMap(flat))));
  expect(last).not.toEqual(expected);
  expect(await explain(new LRP(net, new Composite(new NameMap(['logits', flat]))))).toEqual(last);
  await expect(explain(new LRP(net, new Composite(new LayerMap('convolvd', flat))))).rejects.toThrow(
    LayerNotFoundError,
  );
});

test('relevances of inner values and where relevance went are told by name', async () => {
  const lrp = new LRP(net, new EpsilonPlus());
  const some = await analyze(input, lrp, 1, { layerwiseRelevances: ['pooled', 'convolved'] });
  const { layerwiseRelevances } = some.extras as { layerwiseRelevances: Record<string, tf.Tensor> };
  expect(Object.keys(layerwiseRelevances).sort()).toEqual(['convolved', 'pooled']);
  expect(sums(layerwiseRelevances.convolved)[1]).toBeCloseTo(sums(layerwiseRelevances.pooled)[1], 4);
  some.dispose();
  const all = await analyze(input, lrp, 1, { layerwiseRelevances: true, conservation: true });
  const conservation = all.extras?.conservation as Record<string, Record<string, number[]>>;
  expect(conservation.logits.relevance).toEqual([1, 1]);
  for (const { relevance, received, bias, stabilizer } of Object.values(conservation)) {
    for (const [index, given] of relevance.entries()) {
      expect(received[index] + bias[index] + stabilizer[index]).toBeCloseTo(given, 4);
    }
  }
  expect(conservation.logits.bias[0]).not.toBe(0);
  all.dispose();
});

test('a rule of one’s own is the same through layers and operators', async () => {
  class DoublePositive extends LRPRule {
    override modifyParameters(parameter: tf.Tensor) {
      return tf.add(parameter, tf.relu(parameter));
    }
    override modifyDenominator(z: tf.Tensor) {
      return tf.add(z, tf.mul(0.1, tf.sign(z)));
    }
  }
  const x = tf.tensor2d([[1, 2]]);
  const w = tf.tensor2d([[1], [-0.25]]);
  const only = (x: tf.Tensor) => tf.matMul(x, w);
  const explanation = await analyze(x, new LRP(only, [new DoublePositive()]));
  const z = 2 * 1 - 0.5 + 0.1;
  const [first, second] = explanation.val.dataSync();
  expect(first).toBeCloseTo(2 / z, 5);
  expect(second).toBeCloseTo(-0.5 / z, 5);
  explanation.dispose();
  tf.dispose([x, w]);
});

test('of a model that ends in softmax, or its logarithm, the logits are explained where that is asked for', async () => {
  const logits = { logits: true };
  for (const end of [tf.softmax, tf.logSoftmax]) {
    const ends = (x: tf.Tensor) => end(net(x));
    expect(await explain(new LRP(ends, new EpsilonPlus(), logits))).toEqual(
      await explain(new LRP(net, new EpsilonPlus())),
    );
    expect(await explain(new AttnLRP(ends, logits))).toEqual(await explain(new AttnLRP(net)));
  }
  expect(await explain(new LRP(net, undefined, logits))).toEqual(await explain(new LRP(net)));
});

test('what cannot be explained is refused', async () => {
  const ends = (x: tf.Tensor) => tf.softmax(net(x));
  await expect(explain(new LRP(ends))).rejects.toThrow(/ends in softmax/);
  expect(await explain(new LRP(ends, undefined, { skipChecks: true }))).toEqual(await explain(new LRP(net)));
  const strange = (x: tf.Tensor) => tf.cumprod(net(x), 1);
  await expect(explain(new LRP(strange))).rejects.toThrow(ModelCheckError);
  await expect(explain(new LRP(strange))).rejects.toThrow(/Cumprod \(1\)/);
  const wrong = new Composite(new GlobalTypeMap(['Dense', new LayerNormRule()]));
  await expect(explain(new LRP(net, wrong))).rejects.toThrow(/logits \(Dense\): LayerNormRule is not made for it/);
  await expect(explain(new LRP(net, [new ZeroRule()]))).rejects.toThrow(/1 rules given/);
});

test('rules come in the order of the operators', async () => {
  const x = tf.tensor2d([[1, 2]]);
  const [v, w] = [
    tf.tensor2d([
      [1, 2],
      [3, -1],
    ]),
    tf.tensor2d([[1], [2]]),
  ];
  const two = (x: tf.Tensor) => tf.matMul(tf.relu(tf.matMul(x, v)), w);
  const explanation = await analyze(x, new LRP(two, [new ZPlusRule(), new ZeroRule(), new EpsilonRule()]));
  const [first, second] = explanation.val.dataSync();
  expect(first).toBeCloseTo(1 / 7, 5);
  expect(second).toBeCloseTo(6 / 7, 5);
  explanation.dispose();
  tf.dispose([x, v, w]);
});
