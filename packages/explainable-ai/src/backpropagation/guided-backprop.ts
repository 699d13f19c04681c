import { type GradConfig, mul, relu, step, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Model } from 'xai-base';
import { ModifiedBackpropagation } from './modified-backpropagation';

/** What a ReLU passes back: what is positive, where its input was. */
export const guidedRelus: GradConfig[] = [
  guided('Relu', (x) => step(x)),
  guided('Relu6', (x) => mul(step(x), step(sub(6, x)))),
];

/**
 * The gradient with negative parts cut at every ReLU on the way back: a ReLU passes on what is positive, and
 * only where its input was. It shows fine detail, but much of it whatever the class.
 *
 * `val` has the input's shape.
 *
 * @see J. T. Springenberg, A. Dosovitskiy, T. Brox, M. Riedmiller: Striving for Simplicity: The All Convolutional Net (2015)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.neg(tf.sum(tf.relu(x), 1, true)); // the gradient that reaches the ReLU is negative
 * (await analyze(tf.tensor2d([[1, -3]]), new GuidedBackprop(model))).val; // => [[0, 0]]
 * ```
 */
export class GuidedBackprop extends ModifiedBackpropagation {
  readonly name = 'GuidedBackprop';

  /**
   * @param model made of TensorFlow.js ops
   * @throws {NoGradientError} when the model brings its own gradients
   */
  constructor(model: Model) {
    super(model, guidedRelus);
  }
}

function guided(kernelName: string, active: (x: Tensor) => Tensor): GradConfig {
  return {
    kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => mul(relu(dy as Tensor), active(x)) }),
  };
}
