import '@tensorflow/tfjs-backend-cpu';
import { setBackend, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { canonize, EpsilonRule, LRP } from 'relevance-propagation';
import { analyze, RandomStream } from 'xai-base';
import {
  type Case,
  expectWithin,
  loadFixture,
  readCases,
  toTensor,
} from '../../../relevance-propagation/test/support/fixture';
import { smallValuesNetwork } from '../../../relevance-propagation/test/support/networks';
import { randomTensor } from '../../../relevance-propagation/test/support/random';
import { compositeOf } from '../../../relevance-propagation/test/support/rules';
import { NativeExecutor } from '../../src';
import { relativeDistance } from '../support/agreement';

const names = ['mlp', 'lenet', 'convs', 'dilated', 'avgsame', 'vgg', 'resnet', 'mobilenet', 'inception', 'conv1d'];

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

describe.each(names)('relevances of %s by zennit, compiled', (name) => {
  const { input, cases } = readCases(name);
  const relevances = cases.filter(({ method }) => method === 'LRP');
  let model: LayersModel;
  let canonical: LayersModel;
  let batch: Tensor;

  beforeAll(async () => {
    model = await loadFixture(name);
    canonical = canonize(model);
    batch = toTensor(input);
  });

  afterAll(() => {
    for (const one of [model, canonical, batch]) one.dispose();
  });

  test.each(relevances.map((one): [string, Case] => [one.id, one]))('%s', async (_id, one) => {
    const { params, outputIndex } = one;
    const normalizeOutputRelevance = params.initialRelevance !== 'value';
    const lrp = new LRP(params.canonize ? canonical : model, compositeOf(one), { normalizeOutputRelevance });
    const explanation = await analyze(batch, lrp, outputIndex, { executor });
    expectWithin((await explanation.val.data()) as Float32Array, one);
    explanation.dispose();
  });
});

test.each(['mlp', 'lenet', 'resnet', 'mobilenet', 'conv1d'])(
  'relevances of %s by zennit, by its operators, compiled',
  async (name) => {
    const { input, cases } = readCases(name);
    const model = await loadFixture(name);
    const batch = toTensor(input);
    const traced = (x: Tensor) => model.apply(x) as Tensor;
    for (const one of cases.filter(({ id }) => /^lrp.Epsilon(Plus|PlusFlat)$/.test(id))) {
      const explanation = await analyze(batch, new LRP(traced, compositeOf(one)), one.outputIndex, { executor });
      expectWithin((await explanation.val.data()) as Float32Array, one);
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
