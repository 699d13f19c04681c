import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { record } from 'tfjs-gradients';
import { analyze } from 'xai-base';
import { AttnLRP, CPLRP, LRP } from '../../src';
import { judge } from '../../src/operators/verdicts';

const [steps, channels] = [6, 2];

/** A recurrent network of one output, with its biases as biases or as weights of one channel more, which is all ones. */
function network(kind: 'lstm' | 'gru', recurrentActivation: string, useBias: boolean): Sequential {
  const shape = { inputShape: [steps, useBias ? channels : channels + 1], recurrentInitializer: 'zeros' };
  const config = { units: 4, recurrentActivation, useBias, ...shape };
  return sequential({ layers: [layers[kind](config as never), layers.dense({ units: 1, useBias: false })] });
}

const withOnes = (series: tf.Tensor) => tf.concat([series, tf.ones([series.shape[0], steps, 1])], 2);

/** Trained to say how much more the first channel counts than the second; its biases are trained, too. */
async function trained(kind: 'lstm' | 'gru', recurrentActivation: string): Promise<Sequential> {
  const model = network(kind, recurrentActivation, true);
  const optimizer = tf.train.adam(0.05);
  const series = tf.randomNormal([32, steps, channels], 0, 1, 'float32', 1);
  const target = tf.tidy(() => tf.mean(tf.sub(...(tf.split(series, 2, 2) as [tf.Tensor, tf.Tensor])), 1));
  model.compile({ optimizer, loss: 'meanSquaredError' });
  const { history } = await model.fit(series, target, { epochs: 25, batchSize: 32, verbose: 0, yieldEvery: 'never' });
  const losses = history.loss as number[];
  expect(losses.at(-1)).toBeLessThan(losses[0] / 4);
  const free = network(kind, recurrentActivation, false);
  tf.tidy(() => {
    const [kernel, recurrent, bias, head] = model.getWeights();
    free.setWeights([tf.concat([kernel, tf.expandDims(bias, 0)]), recurrent, head]);
  });
  tf.dispose([series, target]);
  optimizer.dispose();
  model.dispose();
  return free;
}

describe.each([
  ['lstm', 'sigmoid'],
  ['lstm', 'hardSigmoid'],
  ['gru', 'sigmoid'],
  ['gru', 'hardSigmoid'],
] as const)('a trained %s with gates by %s', (kind, recurrentActivation) => {
  test('AttnLRP makes up the output, biases counted, and is LRP by layers', async () => {
    const model = await trained(kind, recurrentActivation);
    const series = tf.tidy(() => withOnes(tf.randomNormal([5, steps, channels], 0, 1, 'float32', 7)));
    const { val, output, ...rest } = await analyze(series, new AttnLRP(model), 0);
    const [relevances, outputs] = [tf.tidy(() => tf.sum(val, [1, 2]).dataSync()), output.dataSync()];
    for (const [index, value] of outputs.entries()) expect(Math.abs(relevances[index] - value)).toBeLessThan(1e-5);
    expect(Math.max(...outputs.map(Math.abs))).toBeGreaterThan(0.1);
    const byLayers = await analyze(series, new LRP(model, undefined, { normalizeOutputRelevance: false }), 0);
    const conservative = await analyze(series, new CPLRP(model), 0);
    for (const other of [byLayers, conservative]) {
      expect(tf.tidy(() => tf.max(tf.abs(tf.sub(other.val, val))).dataSync()[0])).toBeLessThan(1e-4);
      other.dispose();
    }
    tf.dispose([series, val, output, rest.input]);
    model.dispose();
  });
});

describe('which gates are those of recurrent cells', () => {
  const x = tf.randomNormal([2, 3], 0, 1, 'float32', 1);
  const weights = [1, 2, 3].map((seed) => tf.randomNormal([3, 3], 0, 1, 'float32', seed) as tf.Tensor2D);
  const times = (y: tf.Tensor, index: number) => tf.matMul(y as tf.Tensor2D, weights[index]);
  const gate = (y: tf.Tensor, index = 0) => tf.sigmoid(times(y, index));
  const recurrentGates = (f: (y: tf.Tensor) => tf.Tensor) => {
    const recording = record(f, [x]);
    const verdicts = [...judge(recording).values()];
    recording.dispose();
    return verdicts.filter((verdict) => verdict.kind === 'bilinear').map(({ isRecurrent = false }) => isRecurrent);
  };

  afterAll(() => tf.dispose([x, ...weights]));

  test('what was let through and is let through again, with no weight between', () => {
    const carry = (y: tf.Tensor) => tf.mul(gate(y), tf.tanh(times(y, 1)));
    expect(recurrentGates((y) => tf.mul(gate(y, 2), tf.tanh(carry(y))))).toEqual([true, true]);
  });

  test('none of a gated linear unit, of several, or of squeeze and excite', () => {
    const unit = (y: tf.Tensor) => tf.mul(times(y, 1), gate(y));
    expect(recurrentGates(unit)).toEqual([false]);
    expect(recurrentGates((y) => unit(unit(y)))).toEqual([false, false]);
    const spread = (y: tf.Tensor) => tf.mul(y, tf.sigmoid(tf.slice(times(y, 0), [0, 0], [-1, 1])));
    expect(recurrentGates((y) => spread(spread(y)))).toEqual([false, false]);
  });
});
