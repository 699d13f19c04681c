import type { Model } from 'xai-base';
import { GraphAnalyzer } from './operators/graph-analyzer';
import type { OperatorOptions } from './operators/operator-relevance';

/**
 * AttnLRP: relevance through transformers, and any other model that is made of TensorFlow.js ops. The model's operators themselves say how relevance
 * passes: an activation f, in whatever operations it is spelt, passes f(x)/x; the statistics of a normalization are constants; a product of two
 * values that depend on the input passes half to each; softmax and everything linear pass their derivatives. The gates of recurrent cells take nothing,
 * and what they let through takes all. Relevance starts with the value of the explained output; what biases, masks and positions contribute is not passed on.
 *
 * LXT, the reference implementation by the authors of the method, is published with a notice of theirs about a patent; the rules here are written
 * from the paper.
 *
 * @see R. Achtibat, S. M. V. Hatefi, M. Dreyer, A. Jain, T. Wiegand, S. Lapuschkin, W. Samek: AttnLRP: Attention-Aware Layer-Wise Relevance
 * Propagation for Transformers (2024); of the gates L. Arras, J. Arjona-Medina, M. Widrich et al.: Explaining and Interpreting LSTMs (2019)
 *
 * @example
 * ```ts
 * const gate = (x: tf.Tensor) => tf.mul(x, tf.sigmoid(tf.mul(x, 2))); // an activation
 * const model = (x: tf.Tensor) => tf.sum(gate(x), 1, true);
 * const explanation = await analyze(tf.tensor2d([[1, -1]]), new AttnLRP(model));
 * explanation.val; // => [[0.8808, -0.1192]]
 * explanation.output; // => [[0.7616]]
 * ```
 */
export class AttnLRP extends GraphAnalyzer {
  readonly name = 'AttnLRP';

  /**
   * @param model any model that has gradients: of text, from the embedding of the tokens on
   * @throws {ModelError} when `model` is none
   */
  constructor(model: Model, options?: OperatorOptions) {
    super(model, 'relevant', options);
  }
}
