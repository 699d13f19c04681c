import { mean, mul, relu, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { RecordedValue, Recording } from 'tfjs-gradients';
import type { Model } from 'xai-base';
import { arriving } from './arriving';
import { AttentionAnalyzer, type AttentionOptions } from './attention-analyzer';
import { headsOf } from './find-attentions';

/**
 * Grad-CAM on the attention of the last layer: the heads' rows of a token, each weighted by the mean of its gradient by the explained output, their mean
 * over the heads, and of that what is positive. Without other options it is the map of a vision transformer's classifying token over the patches of a
 * square image, `[batch, rows, columns, 1]`; with a `grid` means are taken over the patches only.
 *
 * @see R. R. Selvaraju et al.: Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization (2017); on attention, as a baseline:
 * H. Chefer, S. Gur, L. Wolf: Transformer Interpretability Beyond Attention Visualization (CVPR 2021)
 *
 * @example
 * ```ts
 * const attention = (x: tf.Tensor) => tf.matMul(tf.softmax(tf.matMul(x, x, false, true)), tf.add(x, [[1], [3]]));
 * const model = (x: tf.Tensor) => tf.squeeze(tf.slice(attention(x), [0, 0, 0], [-1, 1, 1]), [1]); // the first token looks at one patch
 * const explanation = await analyze(tf.zeros([1, 2, 1]), new AttentionGradCAM(model));
 * explanation.val; // => [[[[1.5]]]]
 * explanation.heatmap; // => 'cam'
 * ```
 */
export class AttentionGradCAM extends AttentionAnalyzer {
  readonly name = 'AttentionGradCAM';

  /**
   * @param model any model with attention that has gradients
   * @throws {ModelError} when `model` is none
   * @throws {IndexError} when `token` is no integer
   * @throws {ValueError} for a grid that is none
   */
  constructor(model: Model, options: AttentionOptions = {}) {
    super(model, { grid: true, token: 0, ...options }, [], ['attention', 'attentionGradients']);
  }

  protected combine(recording: Recording, attentions: readonly RecordedValue[], mask: Tensor) {
    const [batch] = recording.inputs[0].tensor.shape;
    const layers = attentions.map(({ tensor }) => headsOf(tensor, batch));
    const gradients = arriving(recording, mask, attentions);
    const slope = gradients[gradients.length - 1];
    const patches = this.patchesOf(slope.shape[3] as number);
    const weights = mean(slice(slope, [0, 0, 0, (slope.shape[3] as number) - patches]), 3, true); // one a row
    const matrix = relu(mean(mul(layers[layers.length - 1], weights), 1));
    return { matrix, kept: [layers, gradients] };
  }

  /** How many of the tokens, the last ones, are patches. */
  private patchesOf(tokens: number): number {
    const { grid } = this.options;
    if (!grid) return tokens;
    return grid === true ? Math.floor(Math.sqrt(tokens)) ** 2 : Math.min(tokens, grid[0] * grid[1]);
  }
}
