import { type Tensor, tensor2d, tile } from '@tensorflow/tfjs-core';
import { checkIndex } from '../check-index';
import { ValueError } from '../errors';
import type { FeatureSelector } from './feature-selector';

/**
 * Picks features by index, the same for every sample.
 *
 * @throws {ValueError} for no index, or one that is not an integer of at least 0
 * @throws {IndexError} from `select`, when the layer has fewer features
 *
 * @example
 * ```ts
 * new IndexedFeatures(1, 2).select(tf.zeros([2, 4, 4, 3])); // => [[1, 2], [1, 2]]
 * ```
 */
export class IndexedFeatures implements FeatureSelector {
  readonly indices: readonly number[];

  constructor(...indices: number[]) {
    this.indices = indices;
    const wrong = indices.find((index) => !Number.isSafeInteger(index) || index < 0);
    if (indices.length > 0 && wrong === undefined) return;
    const expected = 'feature indices, integers of at least 0';
    throw new ValueError(`IndexedFeatures(${indices}): expected ${expected}.`, {
      argument: 'indices',
      value: wrong,
      expected,
    });
  }

  get count(): number {
    return this.indices.length;
  }

  select(relevance: Tensor): Tensor {
    const features = relevance.shape[relevance.rank - 1];
    for (const index of this.indices) checkIndex('feature', index, features, 'indices');
    return tile(tensor2d([...this.indices], [1, this.count], 'int32'), [relevance.shape[0], 1]);
  }
}
