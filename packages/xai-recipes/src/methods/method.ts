import type { Tensor } from '@tensorflow/tfjs-core';
import type { ReferenceOptions } from 'explainable-ai';
import type { KernelSHAPSettings, LIMESettings, RISESettings } from 'model-agnostic';
import type { Analyzer, Model, TensorBag } from 'xai-base';
import type { Modality } from '../inputs/modality';
import type { MethodOption } from './method-option';

/** The chapters of the table of methods. */
export type MethodGroup =
  | 'gradients'
  | 'references'
  | 'backpropagation'
  | 'relevance'
  | 'class-activation-maps'
  | 'perturbation'
  | 'model-agnostic'
  | 'trees'
  | 'others';

/** What the model-agnostic methods see as the features of an input, and what stands in for a hidden one. */
export interface Hiding {
  readonly RISE?: RISESettings;
  readonly LIME?: LIMESettings;
  readonly KernelSHAP?: KernelSHAPSettings;
}

/** What a method is told: its options by their names, of which those left out have a default; and what it works on. */
export interface MethodSettings {
  readonly unknown?: 'refuse' | 'gradient';
  readonly steps?: number;
  readonly samples?: number;
  /** The standard deviation of noise, as a share of the way from black to white. */
  readonly std?: number;
  readonly layer?: string;
  /** How many features of a layer are shown. */
  readonly top?: number;
  /** The rules of relevance propagation, by name. */
  readonly composite?: string;
  /** Rules of single layers, in place of those of the composite. */
  readonly rules?: Readonly<Record<string, string>>;
  /** Takes a softmax at the end of the model off. */
  readonly logits?: boolean;
  /** The side of the windows that hide something, in pixels or steps of time. */
  readonly window?: number;
  readonly stride?: number;
  /** The share of an input that RISE keeps. */
  readonly keep?: number;
  /** The method whose explanations an augmentation takes the mean of. */
  readonly of?: Method;
  /** An option of a method that was registered. */
  readonly [option: string]: unknown;
  /** What the input is compared with, `[samples, ...sample]`; it stays the caller's. */
  readonly background: Tensor;
  /** The shape of the input without its batch: of an image `[height, width, channels]`. */
  readonly sample: readonly number[];
  /** White minus black, in units of the model's input. */
  readonly contrast: number;
  /** Features, for model-agnostic methods; by the rank of the input if left out. */
  readonly hiding?: Hiding;
  /** Frees what the method needs as long as it is used. */
  readonly bag: TensorBag;
}

/** What a model must have: nothing more, gradients, feature maps, or an ensemble of trees. */
export type Need = 'any model' | 'gradients' | 'feature maps' | 'trees';

/** A method as recipes know it. A further method is a further entry in the table. */
export interface Method {
  readonly name: string;
  readonly group: MethodGroup;
  /** What it computes, in a sentence. */
  readonly about: string;
  /** The options that it listens to. */
  readonly options: readonly MethodOption[];
  readonly needs: Need;
  /** The kinds of input that it explains. */
  readonly inputs: readonly Modality[];
  /** Of an augmentation: the method whose explanations it takes the mean of, unless another one is named. */
  readonly of?: Method;
  /** Whether it goes through the embedding of a text itself, of a model of layers. */
  readonly readsIds?: boolean;
  /** Whether its maps have the size of a layer, not of the input. */
  readonly isCoarse?: boolean;
  create(model: Model, settings: MethodSettings): Analyzer<ReferenceOptions>;
}
