import '@tensorflow/tfjs-backend-cpu';
import { mul, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {
  type AnalyzeOptions,
  type Analyzer,
  analyze,
  differentiate,
  IndexedFeatures,
  LayerGraph,
  ModelError,
} from 'xai-base';
import { AttnLRP, CRP, LRP } from '../src';
import { randomizeWeights } from './support/random';

const x = () =>
  tensor2d([
    [1, 2, -1],
    [0.3, -1, 0.5],
  ]);
const z = () =>
  tensor2d([
    [1, -1],
    [0.2, 0.4],
  ]);

/** Three numbers and two further ones, without biases. */
function network(batch: number | null = null): tfl.LayersModel {
  const inputs = [tfl.input({ batchShape: [batch, 3] }), tfl.input({ batchShape: [batch, 2] })];
  const joined = tfl.layers.concatenate().apply(inputs);
  const hidden = tfl.layers.dense({ units: 6, activation: 'relu', useBias: false, name: 'hidden' }).apply(joined);
  const outputs = tfl.layers.dense({ units: 2, useBias: false }).apply(hidden) as tfl.SymbolicTensor;
  const model = tfl.model({ inputs, outputs });
  randomizeWeights(model, 3);
  return model;
}

async function values(
  analyzer: Analyzer,
  options: AnalyzeOptions & { layerwiseRelevances?: boolean },
): Promise<number[]> {
  const input = x();
  const explanation = await analyze(input, analyzer, [0, 1], options as AnalyzeOptions);
  const read = Array.from(await explanation.val.data());
  explanation.dispose();
  input.dispose();
  return read;
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 4);
}

/** Input times gradient, which the basic rule is on a net of ReLUs without biases. */
function inputTimesGradient(model: tfl.LayersModel, further: Tensor): number[] {
  return tidy(() => {
    const mask = tensor2d([
      [1, 0],
      [0, 1],
    ]);
    const input = x();
    const { gradient } = differentiate(
      (one) => new LayerGraph(model).run([one, further])[0],
      input,
      () => mask,
    );
    return Array.from(mul(input, gradient).dataSync());
  });
}

test.each([null, 1, 2])(
  'LRP of a model with a further input (batch %s) is input times gradient, with the other fixed',
  async (batch) => {
    const model = network(batch);
    const further = z();
    const expected = inputTimesGradient(model, further);
    const lrp = new LRP(model, undefined, { normalizeOutputRelevance: false });
    for (const options of [{}, { batchSize: 1 }, { layerwiseRelevances: true }]) {
      expectClose(await values(lrp, { ...options, furtherInputs: [further] }), expected);
    }
    expectClose(await values(new AttnLRP(model), { furtherInputs: { [model.inputNames[1]]: further } }), expected);
    further.dispose();
    model.dispose();
  },
);

test('CRP sums up to LRP', async () => {
  const model = network();
  const further = z();
  const lrp = new LRP(model);
  const crp = new CRP(lrp, 'hidden', new IndexedFeatures(0, 1, 2, 3, 4, 5));
  const expected = await values(lrp, { furtherInputs: [further] });
  for (const batchSize of [1, 4, undefined]) {
    const parts = await values(crp, { furtherInputs: [further], batchSize });
    expectClose(
      expected.map((_, index) => parts.filter((__, at) => at % 6 === index).reduce((a, b) => a + b, 0)),
      expected,
    );
  }
  further.dispose();
  model.dispose();
});

test('without the further input, the error says how to give it', async () => {
  const model = network();
  const input = x();
  const attempt = analyze(input, new LRP(model));
  await expect(attempt).rejects.toThrow(ModelError);
  await expect(attempt).rejects.toThrow('furtherInputs');
  input.dispose();
  model.dispose();
});

test('of inputs by name, the one that is not named is explained', async () => {
  const model = network();
  const [input, further] = [x(), z()];
  const [name] = model.inputNames;
  const lrp = new LRP(model, undefined, { normalizeOutputRelevance: false });
  const explanation = await analyze(further, lrp, [0, 1], { furtherInputs: { [name]: input } });
  const expected = tidy(() => {
    const mask = tensor2d([
      [1, 0],
      [0, 1],
    ]);
    const forward = (one: Tensor) => new LayerGraph(model).run([input, one])[0];
    const { gradient } = differentiate(forward, further, () => mask);
    return Array.from(mul(further, gradient).dataSync());
  });
  expectClose(Array.from(await explanation.val.data()), expected);
  for (const one of [explanation, input, further, model]) one.dispose();
});
