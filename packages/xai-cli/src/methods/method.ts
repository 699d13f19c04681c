import type { Tensor } from '@tensorflow/tfjs-core';
import type { ReferenceOptions } from 'explainable-ai';
import type { Analyzer, Model, TensorBag } from 'xai-base';
import type { MethodOption } from './method-options';

/** The chapters of the demo's sheets. */
export type MethodGroup =
  | 'gradients'
  | 'references'
  | 'backpropagation'
  | 'relevance'
  | 'class-activation-maps'
  | 'perturbation';

/** What a method can be told; what is left out has a default. */
export interface MethodSettings {
  readonly steps?: number;
  readonly samples?: number;
  /** The standard deviation of noise, as a share of the way from black to white. */
  readonly std?: number;
  readonly layer?: string;
  /** How many features of a layer are shown. */
  readonly top?: number;
  /** The rules of relevance propagation, by name. */
  readonly composite?: string;
  /** Takes a softmax at the end of the model off. */
  readonly logits?: boolean;
  /** The side of the square windows that hide something, in pixels. */
  readonly window?: number;
  readonly stride?: number;
  /** The method whose explanations an augmentation takes the mean of. */
  readonly of?: Method;
  /** What the input is compared with, `[images, height, width, channels]`; it stays the caller's. */
  readonly background: Tensor;
  /** The shape of the input without its batch: `[height, width, channels]`. */
  readonly sample: readonly number[];
  /** White minus black, in units of the model's input. */
  readonly contrast: number;
  /** Frees what the method needs as long as it is used. */
  readonly bag: TensorBag;
}

/** A method as the command line knows it. A further method is a further entry in a table. */
export interface Method {
  readonly name: string;
  readonly group: MethodGroup;
  /** What it computes, in a sentence. */
  readonly about: string;
  /** The options of `xai explain` that it listens to. */
  readonly options: readonly MethodOption[];
  /** What a model must have: nothing more, gradients, or layers with feature maps. */
  readonly needs: 'any model' | 'gradients' | 'layers';
  /** Of an augmentation: the method whose explanations it takes the mean of, unless `--of` names another. */
  readonly of?: Method;
  /** Whether its maps have the size of a layer, not of the input. */
  readonly isCoarse?: boolean;
  create(model: Model, settings: MethodSettings): Analyzer<ReferenceOptions>;
}
