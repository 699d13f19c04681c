import type { Tensor } from '@tensorflow/tfjs-core';
import type { ModelWeights } from 'xai-base';
import type { ValueInfo } from '../session/value-info';

/** The first half of a model, evaluated, and its second half. */
export interface CutModel {
  /** The value at which the model is cut, with its channels last where it is feature maps: `[batch, ..., features]`. */
  readonly features: Tensor;
  /** The output from (other) features on. */
  rest(features: Tensor): Tensor;
}

/** Feature maps inside of a model. */
export interface FeatureMaps {
  /** What the file calls them. */
  readonly name: string;
  /** With channels last: `[batch, ..., features]`. */
  readonly shape: readonly number[];
}

/**
 * An ONNX model as a program of TensorFlow.js ops: a function from a batch to its outputs, hence a model for every method, also for those that need
 * gradients.
 */
export interface DifferentiableModel {
  /**
   * Evaluates the model. Its batch may be of any size; a model with a fixed batch runs as often as the samples need.
   *
   * @param input `[batch, ...]`
   * @param others values of further inputs, by their names, where `fixedInputs` does not have them
   * @returns `[batch, ...]`; `[batch, 1]` of a model that returns a number a sample. It belongs to the caller
   * @throws {ShapeError} when the model takes another shape
   * @throws {DisposedModelError} after `dispose`
   */
  (input: Tensor, others?: Readonly<Record<string, Tensor>>): Tensor;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** How many samples the file computes at once, where it states that. */
  readonly rows?: number;
  /** The names of the classes that a call returns scores of, when the model names them. */
  readonly classNames?: readonly string[];
  /**
   * The model in two halves at a value inside of its graph, such as the feature maps that a class activation map looks at; ways that lead past the value go on.
   *
   * @param value its name in the file
   * @returns a function of a batch that evaluates the first half, inside of `tidy`
   * @throws {ValueError} when the output does not depend on such a value
   */
  cutAt(value: string): (input: Tensor, others?: Readonly<Record<string, Tensor>>) => CutModel;
  /**
   * Evaluates the model once, and lists its feature maps: the values that convolutions, poolings and what follows them give, with more than one place in space.
   *
   * @returns the last ones first: those that GradCAM looks at best
   */
  featureMaps(input: Tensor, others?: Readonly<Record<string, Tensor>>): readonly FeatureMaps[];
  /**
   * The way to the weights, which metrics change that ask whether an explanation depends on what was learned: see `weightsOf` of xai-base. They are read from the source once
   * more, which must still be there; names are those of the nodes that compute with weights.
   */
  readWeights(): Promise<ModelWeights>;
  /** Frees the weights. Calling it twice does no harm. */
  dispose(): void;
}
