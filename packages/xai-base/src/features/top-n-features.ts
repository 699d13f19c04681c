import { sum, type Tensor, topk } from '@tensorflow/tfjs-core';
import { IndexError } from '../errors';
import { checkPositiveInteger } from '../options';
import type { FeatureSelector } from './feature-selector';

/**
 * Picks the n most relevant features of each sample, largest relevance first.
 *
 * @throws {ValueError} when n is not an integer of at least 1
 * @throws {IndexError} from `select`, when the layer has fewer features
 *
 * @example
 * ```ts
 * new TopNFeatures(2).select(tf.tensor2d([[0.1, 0.5, -2, 0.3]])); // => [[1, 3]]
 * ```
 */
export class TopNFeatures implements FeatureSelector {
  constructor(readonly count: number) {
    checkPositiveInteger('n', count);
  }

  select(relevance: Tensor): Tensor {
    const features = relevance.shape[relevance.rank - 1];
    if (this.count > features) {
      const expected = `at most ${features}`;
      throw new IndexError(`TopNFeatures(${this.count}): the layer has ${features} features; expected ${expected}.`, {
        argument: 'n',
        value: this.count,
        expected,
      });
    }
    const between = relevance.shape.slice(1, -1).map((_, axis) => axis + 1);
    return topk(between.length > 0 ? sum(relevance, between) : relevance, this.count).indices;
  }
}
