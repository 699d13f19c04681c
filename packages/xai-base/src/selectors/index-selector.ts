import { type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { checkIndex } from '../check-index';
import { ShapeError, ValueError } from '../errors';
import { classesOf } from '../models/check-output';
import { oneHot } from './one-hot';
import type { OutputSelector } from './output-selector';

/**
 * Selects the output with a given index: one for all samples, or one a sample.
 *
 * @throws {ValueError} for an index that is not an integer of at least 0
 * @throws {IndexError} from `select`, when the model has fewer outputs
 * @throws {ModelError} from `select`, for an output of rank 3 and more, see {@link PathSelector}
 *
 * @example
 * ```ts
 * new IndexSelector([2, 0]).select(tf.zeros([2, 3])); // => [[0, 0, 1], [1, 0, 0]]
 * ```
 */
export class IndexSelector implements OutputSelector {
  readonly byShape = true;

  constructor(readonly indices: number | readonly number[]) {
    const wrong = [indices].flat().find((index) => !Number.isSafeInteger(index) || index < 0);
    if (wrong === undefined) return;
    const expected = 'an integer of at least 0';
    throw new ValueError(`Output index ${wrong}: expected ${expected}.`, {
      argument: 'indices',
      value: wrong,
      expected,
    });
  }

  select(output: Tensor): Tensor {
    const [batch] = output.shape;
    const classes = classesOf(output);
    const indices = typeof this.indices === 'number' ? new Array<number>(batch).fill(this.indices) : this.indices;
    checkIndices(indices, batch, classes);
    return oneHot(tensor1d([...indices], 'int32'), classes);
  }

  slice(begin: number, size: number): IndexSelector {
    return typeof this.indices === 'number' ? this : new IndexSelector(this.indices.slice(begin, begin + size));
  }
}

function checkIndices(indices: readonly number[], batch: number, classes: number): void {
  if (indices.length !== batch) {
    throw new ShapeError(
      `${indices.length} output indices for ${batch} samples; expected one a sample, or one number.`,
      {
        argument: 'indices',
        value: indices,
        expected: `${batch} indices`,
      },
    );
  }
  for (const index of indices) checkIndex('output', index, classes, 'indices');
}
