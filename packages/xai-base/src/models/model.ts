import type { Tensor } from '@tensorflow/tfjs-core';
import type { FurtherInputs } from '../further-inputs/further-inputs';
import type { LayersModelLike } from '../layers/layers-model-like';

/**
 * A function from a batch to outputs `[batch, classes]`, or of any rank; of several inputs, the further ones come second, in the form in which
 * they were given ({@link FurtherInputs}). A method that needs gradients needs a synchronous one, made of TensorFlow.js ops. One that computes a
 * fixed number of samples at once, and more of them batch by batch, says so by a property `rows`.
 */
export type ModelFunction = {
  // a method's parameters may be narrower than the call's arguments: a function of a `Tensor2D` is a model, too
  // biome-ignore lint/suspicious/noExplicitAny: an array or a record, as the function wants it
  call(input: Tensor, further?: any): Tensor | Promise<Tensor>;
}['call'];

/** What this package needs to know of a tfjs `GraphModel`. */
export interface GraphModelLike {
  readonly inputs: readonly { readonly name: string; readonly shape?: number[]; readonly dtype: string }[];
  /** Why it can be evaluated only asynchronously, in words for an error. */
  readonly asynchronous?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tfjs-converter types the arguments by classes of its own copy of tfjs-core
  predict(inputs: any): any;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  executeAsync(inputs: any, outputs?: any): Promise<any>;
}

/** A model that brings its own gradients, computed in whatever engine it runs on. */
export interface OwnGradientModel {
  /** @returns the outputs `[batch, classes]` of a batch, or of any rank; they belong to the caller */
  predict(input: Tensor, further?: FurtherInputs): Tensor | Promise<Tensor>;
  /**
   * @param input `[batch, ...]`
   * @param mask of the shape of what `predict` returned
   * @returns the gradient of `sum(mask * output)` with respect to the input, of the input's shape; it belongs to the caller
   */
  gradient(input: Tensor, mask: Tensor, further?: FurtherInputs): Tensor | Promise<Tensor>;
}

/** Whatever can be explained. */
export type Model = ModelFunction | LayersModelLike | GraphModelLike | OwnGradientModel;
