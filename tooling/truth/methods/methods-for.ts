import type { Tensor } from '@tensorflow/tfjs-core';
import { TokenAttribution } from 'explainable-ai';
import type { Perturbation } from 'model-agnostic';
import { type Analyzer, isLayersModel, LayerGraph, type Model, type TensorBag } from 'xai-base';
import { type Method, type Modality, methods } from 'xai-recipes';
import { AtInputSize } from './at-input-size';
import { LaplaceAttribution } from './laplace-attribution';

/** What methods are made for. */
export interface MethodsTask {
  readonly modality: Modality;
  readonly model: Model;
  /** What the input is compared with, `[1, ...sample]`. */
  readonly background: Tensor;
  /** White minus black. */
  readonly contrast: number;
  /** What LIME and KernelSHAP hide at once. */
  readonly perturbation: Perturbation;
  /** How many draws the model-agnostic methods take. */
  readonly draws: number;
  readonly bag: TensorBag;
}

/** What has a map a feature, or is for trees, is judged nowhere here; an augmentation with another name is one of those that are. */
const without = ['CRP', 'TreeSHAP', 'InterpolationAugmentation'];

/** Every method of the toolbox that explains such a model, by name, made by a function for it or for the same with other weights. */
export function methodsFor(task: MethodsTask): Record<string, (model: Model) => Analyzer> {
  const { modality, model } = task;
  const isOfImages = modality === 'image';
  const fitting = methods.filter(
    ({ name, inputs, needs }) =>
      inputs.includes(modality) &&
      !without.includes(name) &&
      (needs !== 'feature maps' || hasMaps(model)) &&
      (needs === 'any model' || isLayersModel(model) || isFunction(model)),
  );
  const rows = fitting.map((method) => [method.name, (other: Model) => made(method, other, task)] as const);
  const filters = isOfImages ? [['laplace', (other: Model) => new LaplaceAttribution(other)] as const] : [];
  return Object.fromEntries([...rows, ...filters]);
}

function made(method: Method, model: Model, task: MethodsTask): Analyzer {
  const { modality, background, contrast, perturbation, draws, bag } = task;
  const hiding = { LIME: { perturbation, seed: 1 }, KernelSHAP: { perturbation, seed: 1 }, RISE: { seed: 1 } };
  const sample = background.shape.slice(1);
  const samples = method.group === 'model-agnostic' ? draws : undefined;
  const settings = { background, sample, contrast, hiding, bag, samples };
  if (method.isCoarse) return new AtInputSize(method.create(model, settings));
  const readsVectors = modality === 'text' && method.needs !== 'any model' && !method.readsIds;
  if (!readsVectors || !isLayersModel(model)) return method.create(model, settings);
  return new TokenAttribution(model, (embedded) => method.create(embedded, settings));
}

function isFunction(model: Model): boolean {
  return typeof model === 'function';
}

/** Whether a layer has feature maps with a space. */
function hasMaps(model: Model): boolean {
  return isLayersModel(model) && new LayerGraph(model).nodes.some(({ layer }) => /Conv2D/.test(layer.getClassName()));
}
