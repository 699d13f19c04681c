import type { Tensor } from '@tensorflow/tfjs-core';
import type { HeatmapKind } from 'xai-base';
import { GradientAnalyzer } from './gradient-analyzer';

/**
 * The gradient of the selected output with respect to the input: `d output[selected] / d input`. It says to which
 * input values the output is most sensitive. One backward pass serves the whole batch.
 *
 * `val` has the input's shape.
 *
 * @see K. Simonyan, A. Vedaldi, A. Zisserman: Deep Inside Convolutional Networks: Visualising Image Classification
 * Models and Saliency Maps (2014)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true); // one output a sample
 * (await analyze(tf.tensor2d([[1, -3]]), new Gradient(model))).val; // => [[2, -6]]
 * ```
 */
export class Gradient extends GradientAnalyzer {
  readonly name: string = 'Gradient';
  override readonly heatmap: HeatmapKind = 'sensitivity';

  override get unit(): string | undefined {
    return 'output per input';
  }

  protected combine(_input: Tensor, gradient: Tensor): Tensor {
    return gradient;
  }
}
