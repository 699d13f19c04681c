import type { Model } from 'xai-base';
import { Gradient } from '../gradients/gradient';
import { InterpolationAugmentation, type InterpolationOptions } from './interpolation-augmentation';

/**
 * The gradients integrated along the straight line from a reference x0 (zeros, or `inputRef` in the options of
 * `analyze`) to the input x. They satisfy completeness: `sum(val) = f(x) - f(x0)`.
 *
 * `val` has the input's shape; `extras.completenessError` says of each sample how far the integral is off.
 *
 * @see M. Sundararajan, A. Taly, Q. Yan: Axiomatic Attribution for Deep Networks (2017)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * (await analyze(tf.tensor2d([[1, -3]]), new IntegratedGradients(model, 20))).val; // => [[1, 9]]
 * ```
 */
export class IntegratedGradients extends InterpolationAugmentation {
  override readonly name = 'IntegratedGradients';

  /**
   * @param model any model that has gradients
   * @param n how many steps
   */
  constructor(model: Model, n = 50, options: InterpolationOptions = {}) {
    super(new Gradient(model), n, options);
  }
}
