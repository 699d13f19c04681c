import path from 'node:path';
import { slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type Analyzer, analyze, LayerGraph } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import {
  type ConformanceCase,
  expectWithin,
  loadModel,
  readCases,
  restore,
  type StoredTensor,
  valuesOf,
} from '../../../tooling/jest/conformance';
import {
  Deconvnet,
  DeepLift,
  FeatureAblation,
  GradCAM,
  Gradient,
  GuidedBackprop,
  GuidedGradCAM,
  InputTimesGradient,
  IntegratedGradients,
  NoiseAugmentation,
  Occlusion,
  type Quadrature,
  type ReferenceOptions,
} from '../src/index';

const folder = path.join(__dirname, 'fixtures/peers');

const quadratures: Record<string, Quadrature> = {
  gausslegendre: 'gauss-legendre',
  riemann_middle: 'midpoint',
  riemann_trapezoid: 'trapezoid',
};

/** How each method of the fixtures is made here. Stored tensors in the parameters arrive as tensors. */
const analyzers: Record<string, (model: LayersModel, params: ConformanceCase['params']) => Analyzer<ReferenceOptions>> = {
  Saliency: (model) => new Gradient(model),
  InputXGradient: (model) => new InputTimesGradient(model),
  IntegratedGradients: (model, { method, nSteps }) =>
    new IntegratedGradients(model, nSteps, { quadrature: quadratures[method] }),
  GuidedBackprop: (model) => new GuidedBackprop(model),
  Deconvolution: (model) => new Deconvnet(model),
  DeepLift: (model) => new DeepLift(model),
  GradCAM: (model, { layer, relu }) => GradCAM.at(model, layer, { signed: !relu }),
  GuidedGradCAM: (model, { layer }) => GuidedGradCAM.at(model, layer),
  Occlusion: (model, { window, strides }) => new Occlusion(model, window, { strides }),
  FeatureAblation: (model, { featureMask }) => new FeatureAblation(model, featureMask),
};

describeBackends('captum', () => {
  describe.each(readCases(folder))('$model', ({ model: name, input: storedInput, output, cases }) => {
    let model: LayersModel;
    let input: Tensor;

    beforeAll(async () => {
      model = await loadModel(path.join(folder, name));
      input = restore(storedInput);
    });

    afterAll(() => {
      model.dispose();
      input.dispose();
    });

    test('gives the same output', async () => {
      const got = tidy(() => model.predict(input) as Tensor);
      expectWithin(await got.data(), valuesOf(output), { rtol: 1e-5, atol: 1e-5 });
      got.dispose();
    });

    test.each(cases.filter(({ method }) => method in analyzers))('$id', async ({ method, params, outputIndex, expected, ...tolerance }) => {
      const tensors = Object.entries(params as Record<string, StoredTensor>).filter(([, value]) => value?.data);
      const restored = Object.fromEntries(tensors.map(([key, value]) => [key, restore(value)]));
      const analyzer = analyzers[method](model, { ...params, ...restored });
      const explanation = await analyze(input, analyzer, outputIndex, { inputRef: restored.baseline });
      // captum's trapezoid weights sum to (n - 1) / n in the place of 1
      const scale = params.method === 'riemann_trapezoid' ? (params.nSteps - 1) / params.nSteps : 1;
      const got = (await explanation.val.data()).map((value) => value * scale);
      for (const tensor of [explanation, ...Object.values(restored)]) tensor.dispose();
      expectWithin(got, valuesOf(expected), tolerance);
    });

    test.each(cases.filter(({ method }) => method === 'LayerActivation'))('$id', async ({ params, expected, ...tolerance }) => {
      const graph = new LayerGraph(model);
      const activation = tidy(() => graph.split(graph.find(params.layer)).head([input]).activation.clone());
      expectWithin(await activation.data(), valuesOf(expected), tolerance);
      activation.dispose();
    });

    test.each(cases.filter(({ method }) => method === 'SmoothGrad'))('$id, with the stored noise', async ({ params, outputIndex, expected, ...tolerance }) => {
      const noise = valuesOf(params.noise);
      const [batch] = input.shape;
      const size = input.size / batch;
      for (let row = 0; row < batch; row++) {
        // the noise is stored as [draw, sample, ...]; samples are explained one by one, each with its own
        let drawn = 0;
        const sampler = () => noise[(Math.floor(drawn / size) * batch + row) * size + (drawn++ % size)];
        const sample = slice(input, row, 1);
        const smooth = new NoiseAugmentation(new Gradient(model), params.n, sampler);
        const explanation = await analyze(sample, smooth, outputIndex[row]);
        const got = await explanation.val.data();
        sample.dispose();
        explanation.dispose();
        expectWithin(got, valuesOf(expected).subarray(row * size, (row + 1) * size), tolerance);
      }
    });
  });
});
