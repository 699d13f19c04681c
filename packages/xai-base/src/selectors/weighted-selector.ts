import { type Tensor, tensor2d, tile } from '@tensorflow/tfjs-core';
import { checkIndex } from '../check-index';
import { ValueError } from '../errors';
import { classesOf } from '../models/check-output';
import type { OutputSelector } from './output-selector';

/**
 * Selects a weighted combination of outputs: `{ 9: 1, 4: -1 }` asks what speaks for class 9 and against class 4.
 *
 * @throws {ValueError} for no weights, an index that is no integer of at least 0, or a weight that is not finite
 * @throws {IndexError} from `select`, when the model has fewer outputs
 * @throws {ModelError} from `select`, for an output of rank 3 and more, see {@link RegionSelector}
 *
 * @example
 * ```ts
 * new WeightedSelector({ 2: 1, 0: -1 }).select(tf.zeros([1, 3])); // => [[-1, 0, 1]]
 * ```
 */
export class WeightedSelector implements OutputSelector {
  readonly byShape = true;
  readonly weights: ReadonlyMap<number, number>;

  constructor(weights: Readonly<Record<number, number>>) {
    this.weights = new Map(Object.entries(weights).map(([index, weight]) => [Number(index), weight]));
    const wrong = [...this.weights].find(
      ([index, weight]) => !Number.isSafeInteger(index) || index < 0 || !Number.isFinite(weight),
    );
    if (this.weights.size > 0 && wrong === undefined) return;
    const expected = 'finite weights by output index, such as { 9: 1, 4: -1 }';
    const given = wrong ? `{ ${wrong[0]}: ${wrong[1]} }` : '{}';
    throw new ValueError(`weights ${given}: expected ${expected}.`, { argument: 'weights', value: weights, expected });
  }

  select(output: Tensor): Tensor {
    const [batch] = output.shape;
    const classes = classesOf(output);
    const row = new Float32Array(classes);
    for (const [index, weight] of this.weights) {
      checkIndex('output', index, classes, 'weights');
      row[index] = weight;
    }
    return tile(tensor2d(row, [1, classes]), [batch, 1]);
  }
}
