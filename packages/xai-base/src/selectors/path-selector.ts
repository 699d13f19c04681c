import { reshape, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { checkIndex } from '../check-index';
import { ShapeError } from '../errors';
import { wrongValue } from '../messages/wrong-value';
import { oneHot } from './one-hot';
import type { OutputSelector } from './output-selector';

/**
 * Selects the value with a given index path in an output of any rank: an index for each axis but the batch (axes of length 1 are left out of
 * outputs). `[37, 1]` is class 1 of token 37 in an output `[batch, tokens, classes]`, `[y, x, 4]` class 4 of a pixel in a segmentation.
 * One path for all samples, or one a sample, which `analyze(input, analyzer, [[37, 1], [12, 0]])` means, too.
 *
 * @throws {ValueError} for anything but a path, or an array of them, of integers of at least 0
 * @throws {ShapeError} from `select`, for paths of another length than the output has axes, or not one a sample
 * @throws {IndexError} from `select`, for an index that an axis does not have
 *
 * @example
 * ```ts
 * new PathSelector([1, 0]).select(tf.zeros([1, 2, 2])); // => [[[0, 0], [1, 0]]]
 * new PathSelector([[1, 0], [0, 1]]).select(tf.zeros([2, 2, 2])); // => [[[0, 0], [1, 0]], [[0, 1], [0, 0]]]
 * ```
 */
export class PathSelector implements OutputSelector {
  readonly byShape = true;

  constructor(readonly paths: readonly number[] | readonly (readonly number[])[]) {
    const each = isOne(paths) ? [paths] : paths;
    if (Array.isArray(each) && each.length > 0 && each.every(isPath)) return;
    const expected = 'an index path such as [37, 1], or one a sample, of integers of at least 0';
    throw wrongValue('paths', paths, expected);
  }

  select(output: Tensor): Tensor {
    const [batch, ...sample] = output.shape;
    const { paths } = this;
    const each = isOne(paths) ? new Array<readonly number[]>(batch).fill(paths) : paths;
    if (each.length !== batch) {
      const message = `${each.length} index paths for ${batch} samples; expected one a sample, or one for all: new PathSelector([...]).`;
      throw new ShapeError(message, { argument: 'paths', value: paths, expected: `${batch} paths` });
    }
    const positions = each.map((path) => positionOf(path, sample));
    return reshape(oneHot(tensor1d(positions, 'int32'), output.size / batch), output.shape);
  }

  slice(begin: number, size: number): PathSelector {
    return isOne(this.paths) ? this : new PathSelector(this.paths.slice(begin, begin + size));
  }
}

function isOne(paths: readonly number[] | readonly (readonly number[])[]): paths is readonly number[] {
  return Array.isArray(paths) && typeof paths[0] === 'number';
}

function isPath(path: unknown): boolean {
  return Array.isArray(path) && path.length > 0 && path.every((index) => Number.isSafeInteger(index) && index >= 0);
}

/** The index in row-major order. */
function positionOf(path: readonly number[], sample: readonly number[]): number {
  if (path.length !== sample.length) {
    const expected = `a path of ${sample.length} ${sample.length === 1 ? 'index' : 'indices'}`;
    const message =
      `The index path [${path.join(', ')}] does not fit an output of shape [${sample.join(', ')}] a sample (axes of length 1 are left out); ` +
      `expected ${expected}.`;
    throw new ShapeError(message, { argument: 'paths', value: path, expected });
  }
  return path.reduce((position, index, axis) => {
    checkIndex('output', index, sample[axis], 'paths');
    return position * sample[axis] + index;
  }, 0);
}
