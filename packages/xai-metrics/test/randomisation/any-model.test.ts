import path from 'node:path';
import { type Rank, setBackend, slice, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { Deconvnet, Gradient, GuidedBackprop } from 'explainable-ai';
import { readOnnx } from 'onnx-model';
import { type Analyzer, type Model, toModelView } from 'xai-base';
import '../../../../tooling/jest/backends';
import { loadModel } from '../../../../tooling/jest/conformance';
import { linearGraphModel } from '../../../xai-base/test/support/graph-models';
import { EfficientMPRT, evaluate, MPRT, RandomLogit, SmoothMPRT } from '../../src/index';
import { readFixture } from '../support/fixtures';
import { randomTensor } from '../support/metrics';

const folder = path.join(__dirname, '../../../xai-cli/models/lenet');
const count = 4;
let digits: Tensor<Rank>;

beforeAll(async () => {
  await setBackend('wasm');
  const { input, restore } = readFixture('digits');
  const all = restore(input);
  digits = slice(all, 0, count);
  all.dispose();
});
afterAll(() => digits.dispose());

const methods: Record<string, (model: Model) => Analyzer> = {
  Gradient: (model) => new Gradient(model),

  GuidedBackprop: (model) => new GuidedBackprop(model),
  Deconvnet: (model) => new Deconvnet(model),
};
const metrics = () => [new MPRT(), new SmoothMPRT({ samples: 2 }), new EfficientMPRT(), new RandomLogit()];

const outputsOf = async (model: Model) => {
  const output = await toModelView(model).predict(digits);
  const values = Array.from(await output.data());
  output.dispose();
  return values;
};

test('GuidedBackprop and Deconvnet fail the test on the digits of a LeNet, gradients pass: of layers, and of the same net as an ONNX file', async () => {
  const layers = await loadModel(folder);
  const file = await readOnnx(path.join(folder, 'lenet.onnx'), { channelsFirst: true });
  const tables = [];
  for (const model of [layers, file] as Model[]) {
    const before = await outputsOf(model);
    tables.push(await evaluate(methods, model, digits, metrics(), { seed: 3 }));
    expect(await outputsOf(model)).toEqual(before);
  }
  for (const table of tables) {
    const mean = (method: string, metric = 'MPRT') => table.summary(method, metric).mean;
    for (const method of ['GuidedBackprop', 'Deconvnet']) expect(mean(method)).toBeGreaterThan(0.3);
    expect(mean('Gradient')).toBeLessThan(0.15);
    expect(table.curve('GuidedBackprop', 'MPRT').mean[1]).toBeGreaterThan(0.6); // without what the last layer has learned
    expect(mean('input')).toBeCloseTo(1, 6);
    for (const { name } of metrics())
      for (const value of table.values('Gradient', name)) expect(Number.isFinite(value)).toBe(true);
    expect(table.withStages).toEqual(['MPRT', 'SmoothMPRT']);
  }
  // what changes no weights is the same of both; and both have the same stages
  const [ofLayers, ofFile] = tables;
  for (const method of Object.keys(methods))
    ofFile.values(method, 'RandomLogit').forEach((value, k) => {
      expect(value).toBeCloseTo(ofLayers.values(method, 'RandomLogit')[k], 4); // ranks of values that float32 tells apart
    });
  expect(ofFile.curve('Gradient', 'MPRT').stages?.length).toBe(ofLayers.curve('Gradient', 'MPRT').stages?.length);
  layers.dispose();
  file.dispose();
});

test('a graph-model is changed and has its weights back', async () => {
  const model = linearGraphModel();
  const input = randomTensor([4, 2], 1);
  const explain = { Gradient: (m: Model) => new Gradient(m) };
  const one = tensor2d([[1, 1]]);
  const outputs = async () => {
    const output = model.predict(one) as Tensor;
    const values = Array.from(await output.data());
    output.dispose();
    return values;
  };
  const before = await outputs();
  const table = await evaluate(explain, model, input, [new MPRT(), new EfficientMPRT(), new RandomLogit()], {
    seed: 2,
  });
  expect(await outputs()).toEqual(before);
  expect(table.values('Gradient', 'MPRT').every((value) => Math.abs(value) <= 1)).toBe(true);
  expect(table.summary('input', 'MPRT').mean).toBe(1);
  for (const tensor of [input, one]) tensor.dispose();
  model.dispose();
});

test('weights that stay the same leave every explanation as it is', async () => {
  const layers = await loadModel(folder);
  const weights = Object.fromEntries(
    layers.layers.filter((layer) => layer.getWeights().length > 0).map((layer) => [layer.name, layer.getWeights()]),
  );
  const { scores } = await new MPRT({ weights }).evaluate({ model: layers, input: digits, explain: methods.Gradient });
  for (const score of scores) expect(score).toBe(1);
  layers.dispose();
});
