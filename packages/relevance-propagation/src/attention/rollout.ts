import {
  add,
  cast,
  div,
  expandDims,
  greaterEqual,
  matMul,
  max,
  maximum,
  mean,
  min,
  mul,
  reshape,
  slice,
  sum,
  type Tensor,
  topk,
} from '@tensorflow/tfjs-core';
import type { RecordedValue, Recording } from 'tfjs-gradients';
import { describeValue, type Model, nearest, ValueError } from 'xai-base';
import { AttentionAnalyzer, type AttentionOptions, identities } from './attention-analyzer';
import { headsOf } from './find-attentions';

const fusions = { mean, max, min };

/** How attention rolls out. */
export interface RolloutOptions extends AttentionOptions {
  /** How the heads of a layer become one: their mean, the default, or the largest or the smallest of each entry. */
  readonly headFusion?: 'mean' | 'max' | 'min';
  /** Which share of the entries of each layer, the lowest, is discarded: from 0, the default, to less than 1. Equal ones at the border stay. */
  readonly discardRatio?: number;
}

/**
 * Attention rollout: what the tokens of the last layer attend to among those of the first, when each layer mixes tokens by its attention A and hands
 * them on beside it: the product over the layers, later ones from the left, of (A + I) with rows divided by their sums. It is the same whatever output is
 * explained, and costs a forward pass.
 *
 * `val` is `[batch, tokens, tokens]`, row i what token i attends to, or one row of it (see {@link AttentionOptions}).
 *
 * @see S. Abnar, W. Zuidema: Quantifying Attention Flow in Transformers (2020)
 *
 * @example
 * ```ts
 * const attention = (x: tf.Tensor) => tf.matMul(tf.softmax(tf.matMul(x, x, false, true)), x);
 * const model = (x: tf.Tensor) => tf.sum(attention(x), 1); // two tokens, to which both attend alike
 * const explanation = await analyze(tf.zeros([1, 2, 1]), new AttentionRollout(model));
 * explanation.val; // => [[[0.75, 0.25], [0.25, 0.75]]]
 * ```
 */
export class AttentionRollout extends AttentionAnalyzer {
  readonly name = 'AttentionRollout';
  private readonly fusion: 'mean' | 'max' | 'min';
  private readonly discardRatio: number;

  /**
   * @param model any model with attention that is made of TensorFlow.js ops: of text, from the embedding of the tokens on
   * @throws {ModelError} when `model` is none
   * @throws {ValueError} for an option that is none
   */
  constructor(model: Model, options: RolloutOptions = {}) {
    super(model, options, ['headFusion', 'discardRatio'], ['attention']);
    const { headFusion = 'mean', discardRatio = 0 } = options;
    if (!Object.hasOwn(fusions, headFusion)) {
      const guess = nearest(String(headFusion), Object.keys(fusions));
      throw new ValueError(
        `headFusion is mean, max or min, got ${describeValue(headFusion)}${guess ? `; did you mean ${guess}?` : '.'}`,
        { argument: 'headFusion', value: headFusion, expected: 'mean, max or min' },
      );
    }
    if (!(discardRatio >= 0 && discardRatio < 1)) {
      throw new ValueError(`discardRatio is at least 0 and less than 1, got ${describeValue(discardRatio)}.`, {
        argument: 'discardRatio',
        value: discardRatio,
        expected: 'a number from 0 to less than 1',
      });
    }
    this.fusion = headFusion;
    this.discardRatio = discardRatio;
  }

  protected combine(recording: Recording, attentions: readonly RecordedValue[]) {
    const [batch] = recording.inputs[0].tensor.shape;
    const layers = attentions.map(({ tensor }) => headsOf(tensor, batch));
    const identity = identities(batch, layers[0].shape[2] as number);
    const matrix = layers.reduce((before, layer) => {
      const mixed = add(this.withoutLowest(fusions[this.fusion](layer, 1)), identity);
      return matMul(div(mixed, sum(mixed, -1, true)), before);
    }, identity);
    return { matrix, kept: [layers] };
  }

  /** Sets the lowest entries of each sample to zero; the classifying token keeps its attention to itself. */
  private withoutLowest(fused: Tensor): Tensor {
    const [batch, tokens] = fused.shape;
    const size = tokens * tokens;
    const discarded = Math.floor(this.discardRatio * size);
    if (discarded === 0) return fused;
    const highest = topk(reshape(fused, [batch, size]), size - discarded).values;
    const border = slice(highest, [0, size - discarded - 1], [batch, 1]);
    const isHigh = cast(greaterEqual(fused, expandDims(border, 2)), 'float32');
    return mul(fused, maximum(isHigh, firstEntry(tokens)));
  }
}

/** 1 at (0, 0), 0 elsewhere. */
function firstEntry(tokens: number): Tensor {
  const column = slice(identities(1, tokens), [0, 0, 0], [1, tokens, 1]);
  return matMul(column, column, false, true);
}
