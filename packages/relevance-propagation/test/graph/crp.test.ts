import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { nameTensor } from 'tfjs-gradients';
import { analyze, IndexError, IndexedFeatures, LayerNotFoundError, TopNFeatures } from 'xai-base';
import { AttnLRP, CRP, LRP, RelMax } from '../../src/index';

const [heads, width] = [2, 4];
const draw = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.6, 'float32', seed);
const weights = [1, 2, 3, 4].map((seed) => draw([width, width], seed));
const [up, down, head] = [draw([width, 6], 5), draw([6, width], 6), draw([width, 3], 7)];
const input = draw([2, 5, width], 8);

afterAll(() => tf.dispose([...weights, up, down, head, input]));

const times = (x: tf.Tensor, w: tf.Tensor) =>
  tf.reshape(tf.matMul(tf.reshape(x, [-1, w.shape[0]]), w), [...x.shape.slice(0, -1), w.shape[1] as number]);

/** A transformer block with two heads, whose values have names. */
function model(x: tf.Tensor): tf.Tensor {
  const [q, k, v, o] = weights;
  const split = (y: tf.Tensor) => tf.transpose(tf.reshape(y, [-1, 5, heads, width / heads]), [0, 2, 1, 3]);
  const scores = tf.softmax(tf.matMul(split(times(x, q)), split(times(x, k)), false, true));
  nameTensor(scores, 'attention');
  const attended = tf.matMul(scores, split(times(x, v)));
  nameTensor(attended, 'heads');
  const residual = tf.add(x, times(tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [-1, 5, width]), o));
  nameTensor(residual, 'residual');
  const neurons = tf.relu(times(residual, up));
  nameTensor(neurons, 'neurons');
  const stream = tf.add(residual, times(neurons, down));
  nameTensor(stream, 'stream');
  return times(tf.sum(stream, 1), head);
}

const all = (count: number) => new IndexedFeatures(...Array.from({ length: count }, (_, index) => index));

/** The maps of all features, added up, `[samples, ...]`. */
async function summed(crp: CRP, features: number): Promise<tf.Tensor> {
  const explanation = await analyze(input, crp, 1);
  const total = tf.tidy(() => tf.sum(tf.reshape(explanation.val, [features, ...input.shape]), 0));
  explanation.dispose();
  return total;
}

const close = (a: tf.Tensor, b: tf.Tensor) => {
  const expected = b.dataSync();
  a.dataSync().forEach((value, index) => void expect(value).toBeCloseTo(expected[index], 4));
};

test.each([
  ['stream', 'constant'],
  ['residual', 'constant'],
  ['stream', 'relevant'],
] as const)('all channels of %s, which nothing leads around, make up LRP (gates %s)', async (name, gates) => {
  const lrp = new LRP(model, undefined, { gates });
  const whole = await analyze(input, lrp, 1);
  const total = await summed(new CRP(lrp, name, all(width)), width);
  close(total, whole.val);
  whole.dispose();
  total.dispose();
});

test('heads lie along an axis of their own; they and their channels are cut alike', async () => {
  const lrp = new LRP(model, undefined, { normalizeOutputRelevance: false });
  const byHead = await summed(new CRP(lrp, 'heads', all(heads), { axis: 1 }), heads);
  const byChannel = await summed(new CRP(lrp, 'heads', all(width / heads)), width / heads);
  close(byHead, byChannel);
  const told = await analyze(input, lrp, 1, { layerwiseRelevances: ['heads'] });
  const { heads: relevance } = (told.extras as { layerwiseRelevances: Record<string, tf.Tensor> }).layerwiseRelevances;
  const sums = (x: tf.Tensor, axes: number[]) => Array.from(tf.tidy(() => tf.sum(x, axes).dataSync()));
  const through = sums(byHead, [1, 2]);
  for (const [sample, value] of sums(relevance, [1, 2, 3]).entries()) expect(through[sample]).toBeCloseTo(value, 4);
  told.dispose();
  tf.dispose([byHead, byChannel]);
});

test('neurons of the MLP: the most relevant ones, and the samples that each is most relevant to', async () => {
  const lrp = new LRP(model);
  const top = await analyze(input, new CRP(lrp, 'neurons', new TopNFeatures(2)), 0);
  expect(top.val.shape).toEqual([4, 5, width]);
  top.dispose();
  const maxima = await new RelMax(lrp, 'neurons', 1).collect(() => [input], 0);
  expect(maxima.map(([{ sample }]) => sample).every((sample) => sample === 0 || sample === 1)).toBe(true);
  expect(maxima).toHaveLength(6);
});

test('under several conditions it is one map', async () => {
  const lrp = new LRP(model);
  const joint = await analyze(input, new CRP(lrp, { stream: [0, 1, 2, 3], residual: [2] }), 1);
  const one = await analyze(input, new CRP(lrp, 'residual', new IndexedFeatures(2)), 1);
  close(joint.val, one.val);
  for (const explanation of [joint, one]) explanation.dispose();
});

test('with gates that are relevant, and the value of the output, LRP without rules is AttnLRP', async () => {
  const lrp = new LRP(model, undefined, { gates: 'relevant', normalizeOutputRelevance: false });
  const [one, other] = [await analyze(input, lrp, 1), await analyze(input, new AttnLRP(model), 1)];
  close(one.val, other.val);
  for (const explanation of [one, other]) explanation.dispose();
});

test('what is not there is refused by name', async () => {
  const lrp = new LRP(model);
  await expect(analyze(input, new CRP(lrp, 'neuron', new TopNFeatures(2)))).rejects.toThrow(LayerNotFoundError);
  await expect(analyze(input, new CRP(lrp, 99, new TopNFeatures(2)))).rejects.toThrow(/an index below/);
  await expect(analyze(input, new CRP(lrp, 'heads', all(2), { axis: 4 }))).rejects.toThrow(IndexError);
  expect(() => new CRP(lrp, 'heads', all(2), { axes: 1 } as never)).toThrow(/did you mean axis/);
});
