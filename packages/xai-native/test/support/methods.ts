import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as explainable from 'explainable-ai';
import * as lrp from 'relevance-propagation';
import type { Analyzer } from 'xai-base';

const { Composite, GlobalMap, LRP } = lrp;

/** The gradient methods, and those that are made of them. */
export const gradientMethods: Record<string, (model: LayersModel) => Analyzer> = {
  Gradient: (model) => new explainable.Gradient(model),
  InputTimesGradient: (model) => new explainable.InputTimesGradient(model),
  SmoothGrad: (model) => new explainable.SmoothGrad(model, 3, 0.1, { seed: 1 }),
  IntegratedGradients: (model) => new explainable.IntegratedGradients(model, 4),
  'IntegratedGradients to a tolerance': (model) => new explainable.IntegratedGradients(model, { tolerance: 1e-2 }),
  GuidedBackprop: (model) => new explainable.GuidedBackprop(model),
  Deconvnet: (model) => new explainable.Deconvnet(model),
  DeepLift: (model) => new explainable.DeepLift(model),
};

/** Methods that look at a layer with feature maps. */
export const camMethods: Record<string, (model: LayersModel, layer: string) => Analyzer> = {
  GradCAM: (model, layer) => explainable.GradCAM.at(model, layer),
  GradCAMPlusPlus: (model, layer) => explainable.GradCAMPlusPlus.at(model, layer),
  LayerCAM: (model, layer) => explainable.LayerCAM.at(model, layer),
  GuidedGradCAM: (model, layer) => explainable.GuidedGradCAM.at(model, layer),
};

const one = (rule: lrp.LRPRule) => new Composite(new GlobalMap(rule));

/** Relevance propagation by every rule and every preset. */
export const rules: Record<string, () => lrp.Composite> = {
  ZeroRule: () => one(new lrp.ZeroRule()),
  EpsilonRule: () => one(new lrp.EpsilonRule(1e-2)),
  GammaRule: () => one(new lrp.GammaRule(0.25)),
  GeneralizedGammaRule: () => one(new lrp.GeneralizedGammaRule(0.25)),
  WSquareRule: () => one(new lrp.WSquareRule()),
  FlatRule: () => one(new lrp.FlatRule()),
  ZBoxRule: () => one(new lrp.ZBoxRule(-1, 1)),
  AlphaBetaRule: () => one(new lrp.AlphaBetaRule(2, 1)),
  ZPlusRule: () => one(new lrp.ZPlusRule()),
  GuidedRule: () => one(new lrp.GuidedRule()),
  DeconvRule: () => one(new lrp.DeconvRule()),
  GradientRule: () => one(new lrp.GradientRule()),
  BetaSmoothRule: () => one(new lrp.BetaSmoothRule(2)),
  EpsilonPlus: () => new lrp.EpsilonPlus(),
  EpsilonPlusFlat: () => new lrp.EpsilonPlusFlat(),
  EpsilonAlpha2Beta1: () => new lrp.EpsilonAlpha2Beta1(),
  EpsilonAlpha2Beta1Flat: () => new lrp.EpsilonAlpha2Beta1Flat(),
  EpsilonGammaBox: () => new lrp.EpsilonGammaBox(-1, 1),
  ExcitationBackprop: () => new lrp.ExcitationBackprop(),
  GuidedBackprop: () => new lrp.GuidedBackprop(),
  DeconvNet: () => new lrp.DeconvNet(),
  BetaSmooth: () => new lrp.BetaSmooth(),
};

export const relevance = (model: LayersModel, rule: string) => new LRP(model, rules[rule]());
