import type { Tensor } from '@tensorflow/tfjs-core';
import type { ValueInfo } from '../session/value-info';

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
  /** The names of the classes that a call returns scores of, when the model names them. */
  readonly classNames?: readonly string[];
  /** Frees the weights. Calling it twice does no harm. */
  dispose(): void;
}
