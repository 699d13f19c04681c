import type { Tensor } from '@tensorflow/tfjs-core';
import { TokenAttribution } from 'explainable-ai';
import { type Analyzer, isLayersModel, LayerGraph, type Model, type TensorBag } from 'xai-base';
import type { Modality } from '../inputs/modality';
import type { Hiding, Method } from '../methods/method';
import { methods } from '../methods/methods';
import { JudgedAnalyzer } from './judged-method';

/** A model in memory, such as one that has just been trained, and what its inputs are. */
export interface JudgedTask {
  /** A layers-model, or a function of tensors. */
  readonly model: Model;
  readonly modality: Modality;
  /** What the input is compared with, `[1, ...sample]`; it stays the caller's. */
  readonly background: Tensor;
  /** White minus black, of images; 1 by default. */
  readonly contrast?: number;
  /** What LIME, KernelSHAP and RISE hide; by the rank of the input if left out. */
  readonly hiding?: Hiding;
  /** How many draws the model-agnostic methods take; their own numbers by default. */
  readonly draws?: number;
  /** The names of methods; all if left out. */
  readonly names?: readonly string[];
  /** Frees what the methods need, when they are used no more. */
  readonly bag: TensorBag;
}

/**
 * The methods that explain a model in memory by a map of its input, by name, as metrics judge them: made by a function, for it or for the same with other
 * weights. Methods that do not explain it are left out: those for trees, or with a map a feature, and those that look at feature maps where it has none.
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.matMul(x as tf.Tensor2D, tf.tensor2d([[1], [2]]));
 * const [bag, background] = [new TensorBag(), tf.zeros([1, 2])];
 * const made = judgedMethods({ model, modality: 'table', background, bag, names: ['Gradient', 'GradCAM'] });
 * Object.keys(made); // => ['Gradient']
 * made.Gradient(model).name; // => 'Gradient'
 * bag.dispose();
 * background.dispose();
 * ```
 */
export function judgedMethods(task: JudgedTask): Record<string, (model: Model) => Analyzer> {
  const { names = methods.map(({ name }) => name) } = task;
  const made = methods
    .filter((method) => names.includes(method.name) && explains(method, task))
    .map((method) => [method.name, (model: Model) => judged(method, model, task)] as const);
  return Object.fromEntries(made);
}

function explains({ name, inputs, needs }: Method, { model, modality }: JudgedTask): boolean {
  const hasGradients = isLayersModel(model) || typeof model === 'function';
  return (
    inputs.includes(modality) &&
    name !== 'CRP' &&
    needs !== 'trees' &&
    (needs !== 'feature maps' || hasMaps(model)) &&
    (needs === 'any model' || hasGradients)
  );
}

/** Whether a layer has feature maps with a space. */
function hasMaps(model: Model): boolean {
  return isLayersModel(model) && new LayerGraph(model).nodes.some(({ layer }) => /Conv2D/.test(layer.getClassName()));
}

function judged(method: Method, model: Model, task: JudgedTask): Analyzer {
  const { modality, background, contrast = 1, hiding, draws, bag } = task;
  const samples = method.group === 'model-agnostic' ? draws : undefined;
  const settings = { background, sample: background.shape.slice(1), contrast, hiding, bag, samples };
  const readsVectors = modality === 'text' && method.needs !== 'any model' && !method.readsIds;
  const inner =
    readsVectors && isLayersModel(model)
      ? new TokenAttribution(model, (embedded) => method.create(embedded, settings))
      : method.create(model, settings);
  return new JudgedAnalyzer(inner, background);
}
