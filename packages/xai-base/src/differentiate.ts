import { cast, dispose, type Tensor } from '@tensorflow/tfjs-core';
import { differentiate as vectorJacobianProduct } from 'tfjs-gradients';
import { NoGradientError, UnsupportedLayerError } from './errors';
import type { ModelView } from './models/model-view';
import { explainWrongType } from './models/wrong-type';

/** What one forward and one backward pass give. */
export interface Differentiated {
  /** The model's output, `[batch, classes]`. */
  readonly output: Tensor;
  /** The selection, `[batch, classes]`. */
  readonly mask: Tensor;
  /** The gradient of `sum(mask * output)`, shaped like `input`. */
  readonly gradient: Tensor;
}

/**
 * The gradient of the selected outputs, by one forward and one backward pass for the whole batch. A pure program of
 * TensorFlow.js ops: call it inside `tidy`.
 *
 * @param forward the program to differentiate, from `input` to the outputs `[batch, classes]`
 * @param input the point, of any shape
 * @param select turns the output into the mask of what is explained; not differentiated
 *
 * @example
 * ```ts
 * const square = (x: tf.Tensor) => tf.square(x);
 * differentiate(square, tf.tensor2d([[1, 2, 3]]), (y) => tf.onesLike(y)).gradient; // => [[2, 4, 6]]
 * ```
 */
export function differentiate(
  forward: (input: Tensor) => Tensor,
  input: Tensor,
  select: (output: Tensor) => Tensor,
): Differentiated {
  const { value, cotangent, gradient } = vectorJacobianProduct(forward, cast(input, 'float32'), select);
  return { output: value, mask: cotangent, gradient };
}

/**
 * What a failed differentiation means to the user of a model, in words that name the layer or the op.
 *
 * @param error what `differentiate` threw
 * @returns the error to throw instead: an {@link UnsupportedLayerError}, a {@link NoGradientError}, or the error itself
 *
 * @example
 * ```ts
 * const view = toModelView((x: tf.Tensor) => tf.cumprod(x, 1)); // an op without a gradient
 * const input = tf.tensor2d([[1, 2]]);
 * let failure: unknown;
 * try {
 *   differentiate((x) => view.forward(x), input, (output) => tf.onesLike(output));
 * } catch (error) {
 *   failure = explainFailure(error, view, input);
 * }
 * failure instanceof UnsupportedLayerError; // => true
 * ```
 */
export function explainFailure(error: unknown, view: ModelView, input: Tensor): unknown {
  const { name, op } = error as { name?: string; op?: string };
  if (name === 'MissingGradientError' && op !== undefined) {
    const layer = view.layerWhere?.((call, inputs) => missesGradient(call, inputs, op), input);
    const where = layer ? `Layer ${layer} uses the op ${op}` : `The model uses the op ${op}`;
    const message =
      `${where}, which has no gradient. Register one with tf.registerGradient({ kernelName: '${op}', gradFunc }), ` +
      'or use a method without gradients, such as Occlusion.';
    return new UnsupportedLayerError(message, { argument: 'model', value: layer ?? op, cause: error });
  }
  const takesIntegers = input.dtype === 'int32' && /must be int32/.test(String(error));
  if (name === 'NotDifferentiableError' || takesIntegers) {
    const message =
      "The model's output does not depend on its input by differentiable ops: a gradient cannot be taken. " +
      'Whole numbers have none: of token indices, explain the embedding with TokenAttribution; of an image that the model makes whole numbers of, begin behind ' +
      'that; or use a method without gradients, such as Occlusion.';
    return new NoGradientError(message, { argument: 'model', cause: error });
  }
  return explainWrongType(error, input);
}

function missesGradient(call: (...xs: Tensor[]) => Tensor, inputs: Tensor[], op: string): boolean {
  try {
    const { value, gradients, cotangent } = vectorJacobianProduct(call, inputs);
    dispose([value, gradients, cotangent]);
    return false;
  } catch (error) {
    return (error as { op?: string }).op === op;
  }
}
