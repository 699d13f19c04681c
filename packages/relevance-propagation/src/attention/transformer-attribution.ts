import { add, div, matMul, mean, mul, relu, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { RecordedValue, Recording } from 'tfjs-gradients';
import type { Model } from 'xai-base';
import { biasesFirst } from '../graph/biases-first';
import { judge } from '../operators/verdicts';
import { arriving } from './arriving';
import { AttentionAnalyzer, type AttentionOptions, identities } from './attention-analyzer';
import { headsOf } from './find-attentions';
import { transformerRelevance } from './transformer-relevance';

/** How relevance and gradients of attention become an attribution. */
export interface TransformerAttributionOptions extends AttentionOptions {
  /** Divides the rows of each layer by their sums, as the authors do for BERT, and do not for vision transformers, the default. */
  readonly normalizeRows?: boolean;
}

/**
 * Transformer attribution: the relevance R of the attention probabilities of each layer, by rules of its own for transformers, times their gradient G by the
 * explained output; the product over the layers, later ones from the left, of I + the mean over the heads of (G R)+. It costs a gradient and a relevance.
 * The rules: linear layers by z+ without their biases; products of two values by contribution, half to each; where two branches join, by contribution, and
 * each branch scaled so that it takes the part of the relevance that the size of its sum is of both; all else passes relevance as it is.
 *
 * `val` is `[batch, tokens, tokens]`, row i what token i has taken from the others, or one row of it (see {@link AttentionOptions}). With
 * `keepAttention`, `extras.attentionGradients` holds G, and `extras.attentionRelevances` R.
 *
 * @see H. Chefer, S. Gur, L. Wolf: Transformer Interpretability Beyond Attention Visualization (CVPR 2021)
 *
 * @example
 * ```ts
 * const attention = (x: tf.Tensor) => tf.matMul(tf.softmax(tf.matMul(x, x, false, true)), tf.add(x, [[1], [3]]));
 * const model = (x: tf.Tensor) => tf.squeeze(tf.slice(attention(x), [0, 0, 0], [-1, 1, 1]), [1]); // the first token
 * const explanation = await analyze(tf.zeros([1, 2, 1]), new TransformerAttribution(model));
 * explanation.val; // => [[[1.125, 1.125], [0, 1]]]
 * ```
 */
export class TransformerAttribution extends AttentionAnalyzer {
  readonly name = 'TransformerAttribution';
  private readonly normalizeRows: boolean;

  /**
   * @param model any model with attention that has gradients: of text, from the embedding of the tokens on
   * @throws {ModelError} when `model` is none
   * @throws {IndexError} when `token` is no integer
   */
  constructor(model: Model, options: TransformerAttributionOptions = {}) {
    super(model, options, ['normalizeRows'], ['attention', 'attentionGradients', 'attentionRelevances']);
    this.normalizeRows = options.normalizeRows ?? false;
  }

  protected combine(recording: Recording, attentions: readonly RecordedValue[], mask: Tensor) {
    const [batch] = recording.inputs[0].tensor.shape;
    const gradients = arriving(recording, mask, attentions);
    const ordered = biasesFirst(recording);
    const relevances = arriving(ordered, mask, attentions, transformerRelevance(ordered, judge(ordered)));
    const layers = attentions.map(({ tensor }) => headsOf(tensor, batch));
    const identity = identities(batch, layers[0].shape[2] as number);
    const matrix = gradients.reduce((before, gradient, index) => {
      const mixed = add(identity, mean(relu(mul(gradient, relevances[index])), 1));
      return matMul(this.normalizeRows ? div(mixed, sum(mixed, -1, true)) : mixed, before);
    }, identity);
    return { matrix, kept: [layers, gradients, relevances] };
  }
}
