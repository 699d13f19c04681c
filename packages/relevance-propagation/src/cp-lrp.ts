import type { Model } from 'xai-base';
import { GraphAnalyzer } from './operators/graph-analyzer';
import type { OperatorOptions } from './operators/operator-relevance';

/**
 * CP-LRP, conservative propagation: as {@link AttnLRP}, but the attention probabilities and the gates are held constant, so that nothing passes through
 * softmax, and what is multiplied by a gate takes all.
 *
 * @see A. Ali, T. Schnake, O. Eberle, G. Montavon, K.-R. Müller, L. Wolf: XAI for Transformers: Better Explanations through Conservative Propagation (2022)
 *
 * @example
 * ```ts
 * const attention = (x: tf.Tensor) => tf.matMul(tf.softmax(tf.matMul(x, x, false, true)), x); // of one head
 * const model = (x: tf.Tensor) => tf.reshape(tf.sum(attention(x), [1, 2]), [-1, 1]);
 * const explanation = await analyze(tf.tensor3d([[[1], [0]]]), new CPLRP(model));
 * explanation.output; // => [[1.2311]]
 * tf.sum(explanation.val); // => 1.2311
 * ```
 */
export class CPLRP extends GraphAnalyzer {
  readonly name = 'CPLRP';

  /**
   * @param model any model that has gradients: of text, from the embedding of the tokens on
   * @throws {ModelError} when `model` is none
   */
  constructor(model: Model, options?: OperatorOptions) {
    super(model, 'conservative', options);
  }
}
