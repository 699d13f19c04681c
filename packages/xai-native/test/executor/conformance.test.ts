import '@tensorflow/tfjs-backend-cpu';
import path from 'node:path';
import { setBackend, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { canonize, EpsilonRule, LRP } from 'relevance-propagation';
import { analyze, RandomStream } from 'xai-base';
import {
  readCases as casesOf,
  loadModel,
  restore,
  valuesOf,
  expectWithin as within,
} from '../../../../tooling/jest/conformance';
import { explained, peers } from '../../../explainable-ai/test/support/captum';
import {
  casesOfRules,
  expectWithin,
  isFused,
  loadFixture,
  names,
  readCases,
} from '../../../relevance-propagation/test/support/fixture';
import { smallValuesNetwork } from '../../../relevance-propagation/test/support/networks';
import { randomTensor } from '../../../relevance-propagation/test/support/random';
import { compositeOf, crpOf } from '../../../relevance-propagation/test/support/rules';
import { NativeExecutor } from '../../src';
import { relativeDistance } from '../support/agreement';

let executor: NativeExecutor;
const fallbacks: string[] = [];

beforeAll(async () => {
  await setBackend('cpu');
  executor = await NativeExecutor.create({ threads: 1, onFallback: (message) => fallbacks.push(message) });
});

afterEach(() => {
  expect(fallbacks.splice(0)).toEqual([]);
});

afterAll(() => executor.dispose());

describe.each(casesOf(peers))('gradients of $model by captum, compiled', ({ model: name, input: stored, cases }) => {
  let model: LayersModel;
  let input: Tensor;

  beforeAll(async () => {
    model = await loadModel(path.join(peers, name));
    input = restore(stored);
  });

  afterAll(() => {
    for (const one of [model, input]) one.dispose();
  });

  const asked = cases.filter(({ method }) => method !== 'LayerActivation'); // which is no explanation

  test.each(asked)('$id', async (one) => {
    within(await explained({ model, input, one, executor }), valuesOf(one.expected), one);
  });
});

describe.each(names)('relevances of %s by zennit, compiled', (name) => {
  let model: LayersModel;
  let canonical: LayersModel;
  let batch: Tensor;

  beforeAll(async () => {
    model = await loadFixture(name);
    canonical = canonize(model);
    batch = restore(readCases(name).input);
  });

  afterAll(() => {
    for (const one of [model, canonical, batch]) one.dispose();
  });

  test.each(casesOfRules(name))('%s', async (_id, one) => {
    const { params, outputIndex } = one;
    const normalizeOutputRelevance = params.initialRelevance !== 'value';
    const lrp = new LRP(isFused(one) ? canonical : model, compositeOf(one), { normalizeOutputRelevance });
    const explanation = await analyze(batch, lrp, outputIndex, { executor });
    expectWithin(await explanation.val.data(), one);
    explanation.dispose();
  });
});

describe.each(['lenet', 'vgg'])('concepts of %s by zennit-crp, compiled', (name) => {
  const concepts = readCases(name).cases.filter(({ method }) => method === 'CRP');

  test.each(concepts)('$id', async (one) => {
    const model = await loadFixture(name);
    const batch = restore(readCases(name).input);
    const explanation = await analyze(batch, crpOf(new LRP(model, compositeOf(one)), one), one.outputIndex, {
      executor,
    });
    expectWithin(await explanation.val.data(), one);
    for (const each of [explanation, batch, model]) each.dispose();
  });
});

test.each(['mlp', 'lenet', 'resnet', 'mobilenet', 'conv1d'])(
  'relevances of %s by zennit, by its operators, compiled',
  async (name) => {
    const { input, cases } = readCases(name);
    const model = await loadFixture(name);
    const batch = restore(input);
    const traced = (x: Tensor) => model.apply(x) as Tensor;
    for (const one of cases.filter(({ id }) => /^lrp.Epsilon(Plus|PlusFlat)$/.test(id))) {
      const explanation = await analyze(batch, new LRP(traced, compositeOf(one)), one.outputIndex, { executor });
      expectWithin(await explanation.val.data(), one);
      explanation.dispose();
    }
    for (const one of [batch, model]) one.dispose();
  },
);

test('a convolution with small values keeps its digits', async () => {
  const model = smallValuesNetwork(6);
  const batch = randomTensor([2, 12, 12, 16], new RandomStream(6));
  const lrp = new LRP(model, Array(3).fill(new EpsilonRule()));
  const [eager, compiled] = [await analyze(batch, lrp, 0), await analyze(batch, lrp, 0, { executor })];
  expect(relativeDistance(await compiled.val.data(), await eager.val.data())).toBeLessThan(1e-5);
  for (const one of [eager, compiled, batch]) one.dispose();
  model.dispose();
});
