import { mul, relu, sum, type Tensor } from '@tensorflow/tfjs-core';
import { CamAnalyzer } from './cam-analyzer';

/**
 * Like {@link GradCAM}, but each place of a feature map has a weight of its own, its positive gradient:
 * `relu(sum_k relu(dy/dA_k) A_k)`. It stays sharp in early layers.
 *
 * `val` is `[batch, height, width, 1]` at the layer's resolution.
 *
 * @see P.-T. Jiang, C.-B. Zhang, Q. Hou, M.-M. Cheng, Y. Wei: LayerCAM: Exploring Hierarchical Class Activation Maps for
 * Localization (2021)
 *
 * @example
 * ```ts
 * const adaptation = (maps: tf.Tensor) => tf.sum(maps, [1, 2]);
 * const image = tf.tensor4d([1, 2, 3, -4], [1, 2, 2, 1]);
 * (await analyze(image, new LayerCAM((x: tf.Tensor) => tf.mul(x, 1), adaptation))).val; // => [[[[1], [2]], [[3], [0]]]]
 * ```
 */
export class LayerCAM extends CamAnalyzer {
  readonly name = 'LayerCAM';

  protected map(features: Tensor, gradient: Tensor): Tensor {
    return sum(mul(relu(gradient), features), -1, true);
  }
}
