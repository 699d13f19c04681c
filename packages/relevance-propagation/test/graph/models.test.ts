import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { type Analyzer, analyze, IndexedFeatures, inBatches, type ModelFunction } from 'xai-base';
import { linearGraphModel } from '../../../xai-base/test/support/graph-models';
import {
  AttentionRollout,
  AttnLRP,
  Composite,
  CRP,
  EpsilonPlus,
  GlobalTypeMap,
  LRP,
  RelMax,
  ZPlusRule,
} from '../../src/index';
import { named } from '../support/named';
import { randomizeWeights } from '../support/random';

test('a graph-model is gone through by its operators', async () => {
  const model = linearGraphModel(); // times [[1, 2, 3], [4, 5, 6]]
  const input = tf.tensor2d([[1, -1]]);
  const plus = new LRP(model, new Composite(new GlobalTypeMap(['Dense', new ZPlusRule()])));
  const basic = new LRP(model, undefined, { normalizeOutputRelevance: false });
  const [one, other] = [await analyze(input, plus, 1), await analyze(input, basic, 1)];
  expect(Array.from(one.val.dataSync())).toEqual([1, 0]);
  expect(other.val.dataSync()[0]).toBeCloseTo(2, 5);
  expect(other.val.dataSync()[1]).toBeCloseTo(-5, 5);
  for (const explanation of [one, other]) explanation.dispose();
  input.dispose();
  model.dispose();
});

test('further inputs go with the samples, and get nothing', async () => {
  const [x, gate] = [
    tf.tensor2d([
      [1, 2],
      [3, 4],
    ]),
    tf.tensor2d([
      [1, 0],
      [0.5, 2],
    ]),
  ];
  const weights = tf.tensor2d([[1], [-1]]);
  const model = (x: tf.Tensor, further?: unknown) =>
    tf.matMul(tf.mul(x, (further as Record<string, tf.Tensor>).gate), weights);
  const lrp = new LRP(model as never, undefined, { normalizeOutputRelevance: false });
  for (const batchSize of [1, 2]) {
    const explanation = await analyze(x, lrp, 0, { furtherInputs: { gate }, batchSize });
    const values = Array.from(explanation.val.dataSync());
    for (const [index, value] of [1, 0, 1.5, -8].entries()) expect(values[index]).toBeCloseTo(value, 4);
    explanation.dispose();
  }
  tf.dispose([x, gate, weights]);
});

test('a batch gives what its samples give', async () => {
  const filter = tf.randomNormal([3, 3, 2, 3], 0, 1, 'float32', 1) as tf.Tensor4D;
  const model = (x: tf.Tensor) => tf.max(tf.relu(tf.conv2d(x as tf.Tensor4D, filter, 1, 'same')), [1, 2]);
  const input = tf.randomNormal([3, 5, 5, 2], 0, 1, 'float32', 2);
  const lrp = new LRP(model, new Composite(new GlobalTypeMap(['Conv2D', new ZPlusRule()])));
  const [whole, single] = [await analyze(input, lrp, 2), await analyze(input, lrp, 2, { batchSize: 1 })];
  const expected = whole.val.dataSync();
  single.val.dataSync().forEach((value, index) => void expect(value).toBeCloseTo(expected[index], 5));
  for (const one of [whole, single, filter, input]) one.dispose();
});

test('the values of a layers-model have the names of its layers, for methods that go through its operators', async () => {
  const model = tfl.sequential({
    layers: [
      tfl.layers.dense({ units: 4, activation: 'relu', inputShape: [3], name: 'hidden' }),
      tfl.layers.dense({ units: 2, useBias: false, name: 'logits' }),
    ],
  });
  randomizeWeights(model, 1);
  const input = tf.randomNormal([2, 3], 0, 1, 'float32', 2);
  const explanation = await analyze(input, new AttnLRP(model), 1, { layerwiseRelevances: ['hidden', 'logits'] });
  const { layerwiseRelevances } = explanation.extras as Record<string, unknown>;
  const { hidden, logits } = layerwiseRelevances as Record<string, tf.Tensor>;
  const of = (x: tf.Tensor) => Array.from(x.dataSync());
  const output = explanation.output.arraySync() as number[][];
  expect(of(logits).map((value) => value + 0)).toEqual([0, output[0][1], 0, output[1][1]]);
  const sums = tf.tidy(() => of(tf.sum(hidden, 1)));
  for (const [sample, sum] of sums.entries()) expect(sum).toBeCloseTo(output[sample][1], 5); // there is no bias above
  for (const one of [explanation, input, model]) one.dispose();
});

describe('a model of a fixed batch gives what one of an open batch gives', () => {
  const layers = tfl.sequential({
    layers: [
      tfl.layers.dense({ units: 4, activation: 'relu', inputShape: [3, 2], name: 'low' }),
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 3, activation: 'relu', name: 'high' }),
      tfl.layers.dense({ units: 2, name: 'logits' }),
    ],
  });
  randomizeWeights(layers, 3);
  const chain = named({ layers: layers.layers.filter((layer) => layer.getClassName() !== 'InputLayer') } as never);
  const inRows = (rows: number, model: (x: tf.Tensor) => tf.Tensor): ModelFunction =>
    Object.assign((x: tf.Tensor) => inBatches(x, rows, model), { rows });
  const input = tf.randomNormal([3, 3, 2], 0, 1, 'float32', 4);
  afterAll(() => {
    input.dispose();
    layers.dispose();
  });

  const values = async (analyzer: Analyzer, options: object = {}) => {
    const explanation = await analyze(input, analyzer, 1, options);
    const { layerwiseRelevances, attention } = (explanation.extras ?? {}) as Record<string, Record<string, tf.Tensor>>;
    const inner = Object.values(layerwiseRelevances ?? { ...(attention && { attention }) }) as tf.Tensor[];
    const found = [explanation.val, ...inner].map((one) => [
      one.shape,
      Array.from(one.dataSync(), (value) => value + 0),
    ]);
    explanation.dispose();
    return found;
  };
  const lrp = (model: ModelFunction) => new LRP(model, new EpsilonPlus());
  const asked: Record<string, (model: ModelFunction) => Promise<unknown>> = {
    LRP: (model) => values(lrp(model), { layerwiseRelevances: ['low', 'high'] }),
    AttnLRP: (model) => values(new AttnLRP(model) as Analyzer, { layerwiseRelevances: ['low', 'high'] }),
    CRP: (model) => values(new CRP(lrp(model), 'high', new IndexedFeatures(2, 0))),
    'CRP of several layers': (model) => values(new CRP(lrp(model), { high: [0, 1], low: [2] })),
    RelMax: (model) => new RelMax(lrp(model), 'high', 2).collect(() => [input], 1),
  };
  const cases = Object.keys(asked).flatMap((name) => [1, 2, 4].map((rows): [string, number] => [name, rows]));

  test.each(cases)('%s, of %i', async (name, rows) => {
    expect(await asked[name](inRows(rows, chain))).toEqual(await asked[name](chain));
  });

  test.each([1, 2, 4])('rollout, of %i', async (rows) => {
    const attentive = (x: tf.Tensor) => chain(tf.matMul(tf.softmax(tf.matMul(x, x, false, true)), x));
    const rollout = (model: ModelFunction) => values(new AttentionRollout(model, { keepAttention: true }));
    expect(await rollout(inRows(rows, attentive))).toEqual(await rollout(attentive));
  });
});
