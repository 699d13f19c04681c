import type { MaskSource } from './mask-source';
import { hideSome, maskedCount } from './masked-count';

/**
 * Masks for features without an order (columns, tokens, superpixels): each hides `M (1 - keepProbability)` of the M features, at random rounded up
 * or down; at least 1, and at most all but 1.
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const rise = new RISE(model, { masks: 10, keepProbability: 0.5, maskSource: countMasks(), seed: 1 });
 * (await analyze(tf.tensor2d([[1, 2, 3, 4]]), rise)).val.shape; // => [1, 4]
 * ```
 */
export function countMasks(): MaskSource {
  return ({ keepProbability, random }) => {
    return (_, mask) => hideSome(mask, maskedCount(mask.length, keepProbability, random), random);
  };
}
