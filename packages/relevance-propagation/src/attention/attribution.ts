import { add, matMul, mean, mul, relu, type Tensor } from '@tensorflow/tfjs-core';
import type { RecordedValue, Recording } from 'tfjs-gradients';
import type { Model } from 'xai-base';
import { arriving } from './arriving';
import { AttentionAnalyzer, type AttentionOptions, identities } from './attention-analyzer';
import { headsOf } from './find-attentions';

/**
 * Attention attribution, the generic method of Chefer et al. for self-attention: from R = I, each layer with attention A and the gradient G of the
 * explained output by it adds the mean over its heads of (G A)+ times R. Unlike rollout it tells outputs apart; it costs a gradient.
 *
 * `val` is `[batch, tokens, tokens]`, row i what token i has taken from the others, or one row of it (see {@link AttentionOptions}). With
 * `keepAttention`, `extras.attentionGradients` holds G.
 *
 * @see H. Chefer, S. Gur, L. Wolf: Generic Attention-Model Explainability for Interpreting Bi-Modal and Encoder-Decoder Transformers (ICCV 2021)
 *
 * @example
 * ```ts
 * const attention = (x: tf.Tensor) => tf.matMul(tf.softmax(tf.matMul(x, x, false, true)), tf.add(x, [[1], [3]]));
 * const model = (x: tf.Tensor) => tf.squeeze(tf.slice(attention(x), [0, 0, 0], [-1, 1, 1]), [1]); // the first token
 * const explanation = await analyze(tf.zeros([1, 2, 1]), new AttentionAttribution(model));
 * explanation.val; // => [[[1.5, 1.5], [0, 1]]]
 * ```
 */
export class AttentionAttribution extends AttentionAnalyzer {
  readonly name = 'AttentionAttribution';

  /**
   * @param model any model with attention that has gradients: of text, from the embedding of the tokens on
   * @throws {ModelError} when `model` is none
   * @throws {IndexError} when `token` is no integer
   */
  constructor(model: Model, options: AttentionOptions = {}) {
    super(model, options, [], ['attention', 'attentionGradients']);
  }

  protected combine(recording: Recording, attentions: readonly RecordedValue[], mask: Tensor) {
    const [batch] = recording.inputs[0].tensor.shape;
    const layers = attentions.map(({ tensor }) => headsOf(tensor, batch));
    const gradients = arriving(recording, mask, attentions);
    const identity = identities(batch, layers[0].shape[2] as number);
    const matrix = layers.reduce((before, layer, index) => {
      const fused = mean(relu(mul(gradients[index], layer)), 1);
      return add(before, matMul(fused, before));
    }, identity);
    return { matrix, kept: [layers, gradients] };
  }
}
