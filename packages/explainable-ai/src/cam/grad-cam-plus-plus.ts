import { add, div, equal, mul, onesLike, relu, sum, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';
import { CamAnalyzer } from './cam-analyzer';
import { spaceAxes } from './over-space';

/**
 * Like {@link GradCAM}, but the gradients' places count so that several objects of a class show evenly. With
 * g = dy/dA_k: `relu(sum_k w_k A_k)`, `w_k = sum_space alpha relu(g)`, `alpha = g^2 / (2 g^2 + g^3 sum_space A_k)`.
 * That is the paper's closed form for the score exp(y), less its factor exp(y), which only scales the map.
 *
 * `val` is `[batch, height, width, 1]` at the layer's resolution.
 *
 * @see A. Chattopadhyay, A. Sarkar, P. Howlader, V. N. Balasubramanian: Grad-CAM++: Generalized Gradient-based Visual
 * Explanations for Deep Convolutional Networks (2018)
 *
 * @example
 * ```ts
 * const adaptation = (maps: tf.Tensor) => tf.sum(maps, [1, 2]);
 * const image = tf.tensor4d([1, 1], [1, 1, 2, 1]);
 * // g = 1 everywhere, alpha = 1 / (2 + 2), w = 1/4 + 1/4
 * (await analyze(image, new GradCAMPlusPlus((x: tf.Tensor) => tf.mul(x, 1), adaptation))).val; // => [[[[0.5], [0.5]]]]
 * ```
 */
export class GradCAMPlusPlus extends CamAnalyzer {
  readonly name = 'GradCAMPlusPlus';

  protected map(features: Tensor, gradient: Tensor): Tensor {
    const space = spaceAxes(features);
    // g^2 / (2 g^2 + g^3 S) with g^2 cancelled; where g is 0 it counts nothing
    const denominator = add(2, mul(gradient, sum(features, space, true)));
    const isZero = equal(denominator, 0);
    const alpha = where(isZero, zerosLike(denominator), div(1, where(isZero, onesLike(denominator), denominator)));
    const weights = sum(mul(alpha, relu(gradient)), space, true); // [batch, 1, ..., features]
    return sum(mul(weights, features), -1, true);
  }
}
