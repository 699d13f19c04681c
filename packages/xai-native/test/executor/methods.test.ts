import '@tensorflow/tfjs-backend-cpu';
import { dispose, mul, setBackend, tidy } from '@tensorflow/tfjs-core';
import { CRP } from 'relevance-propagation';
import { type Analyzer, analyze, type Executor, IndexedFeatures, type OutputSelection } from 'xai-base';
import { NativeExecutor } from '../../src';
import { relativeDistance } from '../support/agreement';
import { camMethods, gradientMethods, relevance, rules } from '../support/methods';
import { type Example, networks } from '../support/networks';

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

async function expectSame({ input }: Example, analyzer: Analyzer, selection?: OutputSelection) {
  const eager = await analyze(input, analyzer, selection);
  const native = await analyze(input, analyzer, selection, { executor });
  try {
    expect(native.val.shape).toEqual(eager.val.shape);
    expect(native.outputSelection).toEqual(eager.outputSelection);
    expect(relativeDistance(native.output.dataSync(), eager.output.dataSync())).toBeLessThan(1e-5);
    expect(relativeDistance(native.val.dataSync(), eager.val.dataSync())).toBeLessThan(1e-4);
  } finally {
    eager.dispose();
    native.dispose();
  }
}

async function withNetwork(name: string, test: (example: Example) => Promise<void>) {
  const example = networks[name]();
  try {
    await test(example);
  } finally {
    dispose(example.input);
    example.model.dispose();
  }
}

describe.each(Object.keys(networks))('on a network that is %s', (name) => {
  test.each(Object.keys(gradientMethods))('%s is the same', (method) =>
    withNetwork(name, (example) => expectSame(example, gradientMethods[method](example.model))),
  );

  test.each(['EpsilonPlus', 'EpsilonAlpha2Beta1Flat', 'GammaRule'])('relevance by %s is the same', (rule) =>
    withNetwork(name, (example) => expectSame(example, relevance(example.model, rule))),
  );
});

test.each(Object.keys(camMethods))('%s is the same', (method) =>
  withNetwork('convolutional', (example) => {
    const layer = example.model.layers[2].name;
    return expectSame(example, camMethods[method](example.model, layer));
  }),
);

test.each(Object.keys(rules))('relevance by %s is the same', (rule) =>
  withNetwork('convolutional', async (example) => {
    await expectSame(example, relevance(example.model, rule));
    await expectSame(example, relevance(example.model, rule), 1);
  }),
);

test('the relevance of concepts is the same', () =>
  withNetwork('convolutional', (example) => {
    const lrp = relevance(example.model, 'EpsilonPlus');
    return expectSame(example, new CRP(lrp, example.model.layers[2].name, new IndexedFeatures(0, 3)));
  }));

test('weights that rules made are made anew of other weights', () =>
  withNetwork('convolutional', async (example) => {
    const analyzer = relevance(example.model, 'EpsilonPlus');
    await expectSame(example, analyzer);
    tidy(() => example.model.setWeights(example.model.getWeights().map((weight) => mul(weight, -0.7))));
    await expectSame(example, analyzer);
  }));

test('weights that rules made are the graph’s, made once, and no input of each run', () =>
  withNetwork('convolutional', async ({ model, input }) => {
    const given: number[] = [];
    const watching: Executor = {
      name: 'watching',
      run(program, inputs) {
        given.push(inputs.length);
        return executor.run(program, inputs);
      },
    };
    const explanation = await analyze(input, relevance(model, 'EpsilonPlus'), 0, { executor: watching });
    explanation.dispose();
    expect(given).toEqual([1]);
  }));

test('every form of selection', () =>
  withNetwork('dense', async (example) => {
    const analyzer = gradientMethods.Gradient(example.model);
    await expectSame(example, analyzer, 2);
    await expectSame(example, analyzer, [1, 0]);
  }));
