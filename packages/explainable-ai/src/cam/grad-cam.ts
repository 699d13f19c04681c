import { mean, mul, sum, type Tensor } from '@tensorflow/tfjs-core';
import { CamAnalyzer } from './cam-analyzer';
import { spaceAxes } from './over-space';

/**
 * Where in space a layer's features speak for the selected output: `relu(sum_k alpha_k A_k)`, alpha_k being the mean
 * over space of the gradient with respect to the feature map A_k.
 *
 * `val` is `[batch, height, width, 1]` (`[batch, time, 1]` for a series) at the layer's resolution; it is 0
 * where the feature maps are.
 *
 * @see R. R. Selvaraju, M. Cogswell, A. Das, R. Vedantam, D. Parikh, D. Batra: Grad-CAM: Visual Explanations from Deep
 * Networks via Gradient-based Localization (2017)
 *
 * @example
 * ```ts
 * const features = (x: tf.Tensor) => tf.concat([x, tf.neg(x)], 3); // two maps
 * const adaptation = (maps: tf.Tensor) => tf.mean(tf.slice(maps, 0, [-1, -1, -1, 1]), [1, 2]);
 * const image = tf.tensor4d([1, 2, 3, -4], [1, 2, 2, 1]);
 * (await analyze(image, new GradCAM(features, adaptation))).val; // => [[[[0.25], [0.5]], [[0.75], [0]]]]
 * ```
 */
export class GradCAM extends CamAnalyzer {
  readonly name: string = 'GradCAM';

  protected map(features: Tensor, gradient: Tensor): Tensor {
    const alpha = mean(gradient, spaceAxes(features), true); // [batch, 1, ..., features]
    return sum(mul(alpha, features), -1, true);
  }
}
