import type { Tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Analyzer, LayersModelLike, Model } from 'xai-base';
import type { SplitModel } from '../../src/cam/split-model';
import {
  Deconvnet,
  DeepLift,
  FeatureAblation,
  GradCAM,
  GradCAMPlusPlus,
  Gradient,
  GradientSHAP,
  GuidedBackprop,
  GuidedGradCAM,
  InputTimesGradient,
  IntegratedGradients,
  InterpolationAugmentation,
  LayerCAM,
  NoiseAugmentation,
  Occlusion,
  SmoothGrad,
} from '../../src/index';
import { seeded } from './layers-models';

/** Images `[4, 4, 2]`, a convolution `maps`, and 3 outputs; with `others`, the two numbers of a further input `other` join behind it. */
export function imageNet({ batch = null, others = false }: { batch?: number | null; others?: boolean } = {}) {
  const image = tfl.input({ batchShape: [batch, 4, 4, 2], name: uniqueName('image') });
  const other = tfl.input({ batchShape: [batch, 2], name: uniqueName('other') });
  const maps = tfl.layers.conv2d({ filters: 3, kernelSize: 2, activation: 'relu', name: 'maps' }).apply(image);
  const flat = tfl.layers.flatten().apply(maps) as tfl.SymbolicTensor;
  const joined = others ? tfl.layers.concatenate().apply([flat, other]) : flat;
  const hidden = tfl.layers.dense({ units: 5, activation: 'tanh' }).apply(joined);
  const outputs = tfl.layers.dense({ units: 3 }).apply(hidden) as tfl.SymbolicTensor;
  return seeded(tfl.model({ inputs: others ? [image, other] : image, outputs }));
}

let models = 0;

/** Names of inputs are one's own in tfjs-layers. */
function uniqueName(name: string): string {
  return `${name}_${models++}`;
}

/** A class of class activation maps. */
export interface CamClass {
  new (parts: SplitModel): Analyzer;
  at(model: LayersModelLike, layer: string): Analyzer;
}

/** What an analyzer is made of. */
export interface Parts {
  readonly model: Model;
  /** Cuts the model at `maps`. */
  readonly cam: (Kind: CamClass) => Analyzer;
  /** Images. */
  readonly background: Tensor;
}

/** Every analyzer of images `[batch, 4, 4, 2]`. */
export const analyzersOfLayers: Record<string, (parts: Parts) => Analyzer> = {
  Gradient: ({ model }) => new Gradient(model),
  InputTimesGradient: ({ model }) => new InputTimesGradient(model),
  SmoothGrad: ({ model }) => new SmoothGrad(model, 3, 0.2, { seed: 1 }),
  IntegratedGradients: ({ model }) => new IntegratedGradients(model, 3),
  'IntegratedGradients to a tolerance': ({ model }) => new IntegratedGradients(model, { tolerance: 0.01 }),
  GradientSHAP: ({ model, background }) => new GradientSHAP(model, background, 3, { seed: 1 }),
  NoiseAugmentation: ({ cam }) => new NoiseAugmentation(cam(GradCAM), 3, 0.2, { seed: 1 }),
  InterpolationAugmentation: ({ model }) => new InterpolationAugmentation(new InputTimesGradient(model), 3),
  DeepLift: ({ model }) => new DeepLift(model),
  GuidedBackprop: ({ model }) => new GuidedBackprop(model),
  Deconvnet: ({ model }) => new Deconvnet(model),
  GradCAM: ({ cam }) => cam(GradCAM),
  GradCAMPlusPlus: ({ cam }) => cam(GradCAMPlusPlus),
  LayerCAM: ({ cam }) => cam(LayerCAM),
  GuidedGradCAM: ({ cam }) => cam(GuidedGradCAM),
  Occlusion: ({ model }) => new Occlusion(model, [2, 2, 2]),
  FeatureAblation: ({ model }) => new FeatureAblation(model),
};
