import type { Tensor } from '@tensorflow/tfjs-core';
import type { Analyzer, Model, Perturbation, TensorBag } from 'xai-base';
import { judgedMethods, type Modality, methods } from 'xai-recipes';
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

/** An augmentation with another name is one of those that are judged. */
const twice = ['InterpolationAugmentation'];

/** Every method of the toolbox that explains such a model, by name, and of images the other edge filter of the benchmark. */
export function methodsFor({ perturbation, ...task }: MethodsTask): Record<string, (model: Model) => Analyzer> {
  const hiding = { LIME: { perturbation, seed: 1 }, KernelSHAP: { perturbation, seed: 1 }, RISE: { seed: 1 } };
  const names = methods.map(({ name }) => name).filter((name) => !twice.includes(name));
  const made = judgedMethods({ ...task, hiding, names });
  return task.modality === 'image' ? { ...made, laplace: (other) => new LaplaceAttribution(other) } : made;
}
