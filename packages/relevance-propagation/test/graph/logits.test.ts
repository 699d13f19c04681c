import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { AttnLRP, EpsilonPlus, LRP } from '../../src';

const weights = tf.keep(tf.tensor2d([0.5, -1, 0.25, 1, -0.5, 0.75, 0.1, 0.2, -0.3], [3, 3]));
const input = tf.keep(tf.tensor3d([1, -2, 0.5, 0.3, 0.7, -0.1], [1, 2, 3]));

afterAll(() => tf.dispose([weights, input]));

const scores = (x: tf.Tensor) => tf.matMul(tf.reshape(x, [-1, 3]), weights); // [batch * steps, classes]
const steps = (y: tf.Tensor) => tf.reshape(y, [-1, 2, 3]);

/** Softmax over the classes of steps that stand below each other, moved behind it in each way. */
const ends: Record<string, [shares: (x: tf.Tensor) => tf.Tensor, logits: (x: tf.Tensor) => tf.Tensor, path: number[]]> =
  {
    'as they are': [(x) => tf.softmax(steps(scores(x))), (x) => steps(scores(x)), [1, 2]],
    'in another shape': [(x) => steps(tf.softmax(scores(x))), (x) => steps(scores(x)), [1, 2]],
    'with other axes': [
      (x) => tf.transpose(steps(tf.logSoftmax(scores(x))), [0, 2, 1]),
      (x) => tf.transpose(steps(scores(x)), [0, 2, 1]),
      [2, 1],
    ],
  };

test.each(Object.keys(ends))('the logits of several steps are explained %s', async (name) => {
  const [shares, logits, path] = ends[name];
  const make = {
    LRP: (model: typeof shares, options?: object) => new LRP(model, new EpsilonPlus(), options),
    AttnLRP: (model: typeof shares, options?: object) => new AttnLRP(model, options),
  };
  for (const method of Object.values(make)) {
    const found = await method(shares, { logits: true }).analyze(input, [path] as never);
    const expected = await method(logits).analyze(input, [path] as never);
    expect(found.output.shape).toEqual(expected.output.shape);
    expect(Array.from(found.output.dataSync())).toEqual(Array.from(expected.output.dataSync()));
    expect(Array.from(found.val.dataSync())).toEqual(Array.from(expected.val.dataSync()));
    for (const one of [found, expected]) one.dispose();
  }
});
