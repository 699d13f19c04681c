import type { Model } from 'xai-base';
import { Gradient } from '../gradients/gradient';
import { NoiseAugmentation, type NoiseOptions, type Sampler } from './noise-augmentation';

/**
 * The gradient, smoothed: its mean over n noisy copies of the input.
 *
 * `val` has the input's shape; `extras.seed` repeats the analysis.
 *
 * @see D. Smilkov, N. Thorat, B. Kim, F. Viégas, M. Wattenberg: SmoothGrad: removing noise by adding noise (2017)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.mul(x, 3), 1, true);
 * (await analyze(tf.tensor2d([[1, -3]]), new SmoothGrad(model, 10, 0.1))).val; // => [[3, 3]]
 * ```
 */
export class SmoothGrad extends NoiseAugmentation {
  override readonly name = 'SmoothGrad';

  /**
   * @param model any model that has gradients
   * @param n how many draws
   * @param noise the standard deviation of normal noise, in units of the input; or a sampler
   */
  constructor(model: Model, n = 50, noise: number | Sampler = 0.1, options: NoiseOptions = {}) {
    super(new Gradient(model), n, noise, options);
  }
}
