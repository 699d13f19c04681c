import path from 'node:path';
import { slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type Analyzer, analyze, type Executor, LayerGraph } from 'xai-base';
import { type ConformanceCase, restore, type StoredTensor, valuesOf } from '../../../../tooling/jest/conformance';
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
} from '../../src/index';

/** The folder of the explanations by captum. */
export const peers = path.join(__dirname, '../fixtures/peers');

const quadratures: Record<string, Quadrature> = {
  gausslegendre: 'gauss-legendre',
  riemann_middle: 'midpoint',
  riemann_trapezoid: 'trapezoid',
};

type MakeAnalyzer = (model: LayersModel, params: ConformanceCase['params']) => Analyzer<ReferenceOptions>;

/** How each method of the fixtures is made here. Stored tensors in the parameters arrive as tensors. */
const analyzers: Record<string, MakeAnalyzer> = {
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

/** A case of a model, and who runs it. */
interface Asked {
  readonly model: LayersModel;
  readonly input: Tensor;
  readonly one: ConformanceCase;
  readonly executor?: Executor;
}

/** What is compared in another way than by one analysis of the batch. */
const others: Record<string, (asked: Asked) => Promise<Float32Array>> = {
  LayerActivation: layerActivation,
  SmoothGrad: smoothGrad,
};

/** What this package gives for a case. */
export function explained(asked: Asked): Promise<Float32Array> {
  return (others[asked.one.method] ?? attribution)(asked);
}

async function attribution({ model, input, one: { method, params, outputIndex }, executor }: Asked) {
  const stored = Object.entries(params as Record<string, StoredTensor>).filter(([, value]) => value?.data);
  const restored = Object.fromEntries(stored.map(([key, value]) => [key, restore(value)]));
  const analyzer = analyzers[method](model, { ...params, ...restored });
  const explanation = await analyze(input, analyzer, outputIndex, { inputRef: restored.baseline, executor });
  const values = (await explanation.val.data()) as Float32Array;
  for (const tensor of [explanation, ...Object.values(restored)]) tensor.dispose();
  // captum's trapezoid weights sum to (n - 1) / n in the place of 1
  const scale = params.method === 'riemann_trapezoid' ? (params.nSteps - 1) / params.nSteps : 1;
  return values.map((value) => value * scale);
}

async function layerActivation({ model, input, one: { params } }: Asked) {
  const graph = new LayerGraph(model);
  const activation = tidy(() => graph.split(graph.find(params.layer)).head([input]).activation.clone());
  const values = (await activation.data()) as Float32Array;
  activation.dispose();
  return values;
}

/** By the stored noise, `[draw, sample, ...]`: samples are explained one by one, each with its own. */
async function smoothGrad({ model, input, one: { params, outputIndex }, executor }: Asked) {
  const noise = valuesOf(params.noise);
  const [batch] = input.shape;
  const size = input.size / batch;
  const values = new Float32Array(input.size);
  for (let row = 0; row < batch; row++) {
    let drawn = 0;
    const sampler = () => noise[(Math.floor(drawn / size) * batch + row) * size + (drawn++ % size)];
    const sample = slice(input, row, 1);
    const smooth = new NoiseAugmentation(new Gradient(model), params.n, sampler);
    const explanation = await analyze(sample, smooth, outputIndex[row], { executor });
    values.set(await explanation.val.data(), row * size);
    sample.dispose();
    explanation.dispose();
  }
  return values;
}
