import { readFileSync } from 'node:fs';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import {
  cast,
  gather,
  matMul,
  mul,
  relu,
  reshape,
  setBackend,
  slice,
  sum,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { Gradient } from 'explainable-ai';
import { AbortError, type Model, ModelError, type ModelWeights, ShapeError, TensorBag, ValueError } from 'xai-base';
import type { MetricTask } from '../src/index';
import { disposeTask, everyMetric, randomTensor, rejection } from './support/metrics';

const names = Object.keys(everyMetric);
const isOf = (pattern: RegExp) => (name: string) => pattern.test(everyMetric[name]().category);
const localisation = [...names.filter(isOf(/localisation/)), 'EMDScore', 'ImportanceMassAccuracy'];
const explaining = [...names.filter(isOf(/robustness|randomisation/)), 'InputInvariance'].filter(
  (name) => name !== 'Consistency',
);
const evaluating = [...names.filter(isOf(/faithfulness|axioms/)), 'Consistency'].filter(
  (name) => name !== 'InputInvariance',
);
const ofDataset = names.filter((name) => everyMetric[name]().judges === 'dataset');
/** For these it matters which features lie side by side, or in which order weights are stored. */
const ordered = ['ROAD', 'RegionPerturbation', 'Selectivity', 'EMDScore', 'MPRT', 'SmoothMPRT', 'EfficientMPRT'];

const [batch, height, width, channels] = [5, 4, 3, 2];
const size = height * width * channels;

let weights: Tensor2D;
let last: Tensor2D;

beforeAll(async () => {
  await setBackend('cpu');
  weights = randomTensor([size, 7], 1) as Tensor2D;
  last = randomTensor([7, 3], 2) as Tensor2D;
});
afterAll(() => {
  weights.dispose();
  last.dispose();
});

const networkOf = (hidden: Tensor2D, output: Tensor2D) => (features: Tensor) =>
  matMul(relu(matMul(reshape(features, [-1, size]), hidden)), output);

/** A model that knows a way to its weights. */
const network = Object.assign((features: Tensor) => networkOf(weights, last)(features), {
  readWeights: async (): Promise<ModelWeights> => ({
    names: ['hidden', 'last'],
    async under(change, work) {
      const [hidden, output] = [await change('hidden', [weights]), await change('last', [last])];
      try {
        return await work(networkOf((hidden?.[0] ?? weights) as Tensor2D, (output?.[0] ?? last) as Tensor2D));
      } finally {
        for (const tensor of [...(hidden ?? []), ...(output ?? [])]) tensor.dispose();
      }
    },
  }),
});

/** Images with attributions and masks, and a model without symmetries. */
function images(): MetricTask & { attribution: Tensor; masks: Tensor } {
  const inside = (index: number) => Number((index * 7) % 5 < 2);
  return {
    model: network,
    analyzer: new Gradient(network),
    explain: (model: Model) => new Gradient(model),
    input: randomTensor([batch, height, width, channels], 3),
    segments: tensor(
      Int32Array.from({ length: batch * height * width }, (_, index) => (index * 5) % 4),
      [batch, height, width],
      'int32',
    ),
    truth: randomTensor([height, width, channels], 9),
    attribution: randomTensor([batch, height, width, channels], 4),
    masks: tensor(
      Uint8Array.from({ length: batch * height * width }, (_, index) => inside(index)),
      [batch, height, width],
      'bool',
    ),
  };
}

function only(task: MetricTask, sample: number): MetricTask {
  const rows = ([key, one]: [string, unknown]) => [
    key,
    ['input', 'attribution', 'masks', 'segments'].includes(key) ? slice(one as Tensor, sample, 1) : one,
  ];
  return Object.fromEntries(Object.entries(task).map(rows)) as unknown as MetricTask;
}

test('there are the metrics that the README names', () => {
  const table = readFileSync(path.join(__dirname, '../README.md'), 'utf8').match(/^\| `.*$/gm)!;
  const named = table.flatMap((row) => row.split('|')[1].match(/\w+/g)!);
  expect([...named].sort()).toEqual([...names].sort());
  for (const name of names) expect(everyMetric[name]().name).toBe(name);
});

describe.each(names)('%s', (name) => {
  test('a batch has the scores of its samples, whatever the batch size', async () => {
    const task = images();
    const { scores } = await everyMetric[name]().evaluate(task, { seed: 3 });
    if (name !== 'Consistency') expect(scores.some((score) => Number.isFinite(score))).toBe(true); // no two of so few are the same
    const pieces = await everyMetric[name]().evaluate(task, { seed: 3, batchSize: 3 });
    const singles = ofDataset.includes(name) ? scores : new Float64Array(batch);
    for (let sample = 0; sample < batch && singles !== scores; sample++) {
      const one = only(task, sample);
      const single = await everyMetric[name]().evaluate(one, { seed: 3, firstSample: sample });
      singles[sample] = single.scores[0];
      disposeTask({ ...one, truth: undefined });
    }
    for (const other of [pieces.scores, singles]) {
      scores.forEach((score, sample) => {
        if (Number.isNaN(score)) expect(other[sample]).toBeNaN();
        else expect(Math.abs(other[sample] - score)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(score)));
      });
    }
    disposeTask(task);
  });

  test('counts its work up to the total, and ends when it is aborted', async () => {
    const task = images();
    const seen: { done: number; total: number }[] = [];
    await everyMetric[name]().evaluate(task, { batchSize: 2, onProgress: (progress) => seen.push({ ...progress }) });
    if (seen.length > 0) expect(seen[seen.length - 1].done).toBe(seen[0].total);
    expect(seen.every(({ done }, k) => k === 0 || done > seen[k - 1].done)).toBe(true);
    expect(seen.length > 0).toBe([...evaluating, ...explaining].includes(name) && !ofDataset.includes(name));

    const controller = new AbortController();
    const abort = () => controller.abort();
    const options = { batchSize: 2, signal: controller.signal, onProgress: abort };
    if (seen.length > 1)
      expect(await rejection(everyMetric[name]().evaluate(task, options))).toBeInstanceOf(AbortError);
    controller.abort();
    expect(await rejection(everyMetric[name]().evaluate(task, options))).toBeInstanceOf(AbortError);
    disposeTask(task);
  });

  test('refuses what it cannot judge', async () => {
    const task = images();
    const wrong = [
      { ...task, input: undefined },
      { ...task, attributions: task.attribution },
      undefined,
      [task],
    ] as unknown as MetricTask[];
    for (const one of wrong) expect(await rejection(everyMetric[name]().evaluate(one))).toBeInstanceOf(ValueError);
    for (const options of [{ firstSample: -1 }, { batchsize: 2 }, { seed: 0.5 }])
      expect(await rejection(everyMetric[name]().evaluate(task, options))).toBeInstanceOf(ValueError);
    disposeTask(task);
  });
});

test.each(names.filter((name) => !explaining.includes(name)))(
  '%s refuses attributions that do not fit',
  async (name) => {
    const task = images();
    const bag = new TensorBag();
    const evaluate = (attribution: unknown) =>
      rejection(everyMetric[name]().evaluate({ ...task, attribution: attribution as Tensor }));
    expect(await evaluate(undefined)).toBeInstanceOf(ValueError);
    expect(await evaluate(bag.add(randomTensor([batch, width, height, channels], 1)))).toBeInstanceOf(ShapeError);
    expect(await evaluate(bag.add(randomTensor([batch - 1, height, width, channels], 1)))).toBeInstanceOf(ShapeError);
    const holed = bag.add(tensor(new Float32Array(batch * size).fill(Number.NaN), task.input.shape));
    expect(await evaluate(holed)).toBeInstanceOf(ValueError);
    bag.dispose();
    disposeTask(task);
  },
);

test.each(evaluating)('%s refuses a model that is none, or says NaN, and a target that is none', async (name) => {
  const task = images();
  const nothing = (x: Tensor) => tidy(() => mul(sum(reshape(x, [-1, size]), 1, true), Number.NaN));
  const evaluate = (more: object) => rejection(everyMetric[name]().evaluate({ ...task, ...more }));
  expect(await evaluate({ model: undefined })).toBeInstanceOf(ValueError);
  expect(await evaluate({ model: 3 })).toBeInstanceOf(ModelError);
  expect(await evaluate({ model: nothing, target: 0 })).toBeInstanceOf(ModelError);
  expect((await evaluate({ target: 3 })).name).toBe('IndexError');
  expect((await evaluate({ target: [0] })).name).toBe('ShapeError');
  disposeTask(task);
});

test.each(localisation)('%s refuses masks that do not fit, and is undefined for empty ones', async (name) => {
  const task = images();
  const bag = new TensorBag();
  const masked = (masks: Tensor | undefined) => everyMetric[name]().evaluate({ ...task, masks });
  expect(await rejection(masked(undefined))).toBeInstanceOf(ValueError);
  expect(await rejection(masked(task.attribution))).toBeInstanceOf(ValueError);
  const other = bag.add(tensor(new Uint8Array(batch * size), [batch, width, height, channels], 'bool'));
  expect(await rejection(masked(other))).toBeInstanceOf(ShapeError);
  const empty = bag.add(tensor(new Uint8Array(batch * size), task.input.shape, 'bool'));
  expect(Array.from((await masked(empty)).scores)).toEqual(new Array(batch).fill(Number.NaN));
  bag.dispose();
  disposeTask(task);
});

/** Names of features have no say: their order, in the samples, the attributions, the masks, the draws and the model alike. */
test.each(names.filter((name) => ![...ordered, ...ofDataset].includes(name)))(
  '%s does not depend on the order of the features',
  async (name) => {
    const order = tensor1d([5, 2, 7, 0, 3, 6, 1, 4], 'int32');
    const places = Array.from(await order.data());
    const count = places.length;
    const model = (x: Tensor) => matMul(relu(matMul(x as Tensor2D, slice(weights, 0, count))), last);
    const relabelled = (x: Tensor) =>
      matMul(relu(matMul(x as Tensor2D, gather(slice(weights, 0, count), order) as Tensor2D)), last);
    const subsets = (place: (feature: number) => number) =>
      tensor([0, 1, 2, 1, 3, 6, 2, 5, 7, 4, 6, 7, 0, 5, 3].map(place), [1, 5, 3], 'int32');
    const task: MetricTask = {
      model,
      analyzer: new Gradient(model),
      target: 1,
      input: randomTensor([1, count], 5),
      attribution: randomTensor([1, count], 6),
      masks: tensor([1, 0, 1, 1, 0, 0, 0, 1], [1, count], 'bool'),
      noise: randomTensor([1, 3, count], 7),
      explain: (one) => new Gradient(one),
      otherTarget: 2,
      segments: tensor([0, 1, 2, 0, 1, 2, 0, 1], [1, count], 'int32'),
      coalitions: tensor([1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0], [3, count], 'int32'),
      truth: randomTensor([count], 8),
      subsets: subsets((feature) => feature),
    };
    const other: MetricTask = {
      model: relabelled,
      analyzer: new Gradient(relabelled),
      target: 1,
      input: gather(task.input, order, 1),
      attribution: gather(task.attribution!, order, 1),
      masks: tidy(() => cast(gather(cast(task.masks!, 'int32'), order, 1), 'bool')),
      noise: gather(task.noise!, order, 2),
      explain: task.explain,
      otherTarget: 2,
      segments: gather(task.segments!, order, 1),
      coalitions: gather(task.coalitions!, order, 1),
      truth: gather(task.truth!, order, 0),
      subsets: subsets((feature) => places.indexOf(feature)),
    };
    const [{ scores }, { scores: same }] = [
      await everyMetric[name]().evaluate(task),
      await everyMetric[name]().evaluate(other),
    ];
    expect(Number.isFinite(scores[0])).toBe(true);
    expect(Math.abs(scores[0] - same[0])).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(scores[0])));
    order.dispose();
    for (const one of [task, other]) disposeTask(one);
  },
);
