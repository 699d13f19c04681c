import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { analyze } from 'xai-base';
import { linearGraphModel } from '../../../xai-base/test/support/graph-models';
import { Composite, GlobalTypeMap, LRP, ZPlusRule } from '../../src/index';

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
