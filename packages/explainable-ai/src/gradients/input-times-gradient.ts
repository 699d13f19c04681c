import { mul, type Tensor } from '@tensorflow/tfjs-core';
import { GradientAnalyzer } from './gradient-analyzer';

/**
 * The input times the gradient of the selected output: how much each input value adds to the output, to first order.
 * On a piecewise linear net without biases it equals {@link IntegratedGradients} against zero.
 *
 * `val` has the input's shape.
 *
 * @see A. Shrikumar, P. Greenside, A. Shcherbina, A. Kundaje: Not Just a Black Box: Learning Important Features
 * Through Propagating Activation Differences (2016)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.matMul(x as tf.Tensor2D, tf.tensor2d([[2], [-1]]));
 * (await analyze(tf.tensor2d([[1, 3]]), new InputTimesGradient(model))).val; // => [[2, -3]]
 * ```
 */
export class InputTimesGradient extends GradientAnalyzer {
  readonly name = 'InputTimesGradient';

  override get unit(): string {
    return 'output';
  }

  protected combine(input: Tensor, gradient: Tensor): Tensor {
    return mul(input, gradient);
  }
}
