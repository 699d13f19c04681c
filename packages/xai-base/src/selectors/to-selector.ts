import type { Tensor } from '@tensorflow/tfjs-core';
import { ShapeError } from '../errors';
import { wrongValue } from '../messages/wrong-value';
import { IndexSelector } from './index-selector';
import { MaxActivationSelector } from './max-activation-selector';
import type { OutputSelector } from './output-selector';
import { PathSelector } from './path-selector';

/** How users say which output to explain: one index, an index a sample, an index path a sample (of outputs of any rank), or a selector. */
export type OutputSelection = number | readonly number[] | readonly (readonly number[])[] | OutputSelector;

// one object each, so that what is compiled for it is found again
const mostActivated = new MaxActivationSelector();
const byIndex = new Map<number, IndexSelector>();

/**
 * The selector that a selection means; without one, the most activated output of each sample. The same selection gives
 * the same selector, by which an executor knows a program that it has compiled.
 *
 * @param input the batch, of which an array of indices must have the length
 * @throws {ValueError} for anything else, and for an index that is not an integer of at least 0
 * @throws {ShapeError} for an array of another length than the batch
 *
 * @example
 * ```ts
 * toSelector(2, tf.zeros([1, 4])).select(tf.zeros([1, 3])); // => [[0, 0, 1]]
 * toSelector([[1, 0]], tf.zeros([1, 4])).select(tf.zeros([1, 2, 2])); // => [[[0, 0], [1, 0]]]
 * ```
 */
export function toSelector(selection: OutputSelection | undefined, input: Tensor): OutputSelector {
  if (selection === undefined) return mostActivated;
  if (typeof selection === 'number') return selectorOf(selection);
  if (Array.isArray(selection)) return selectorOfEach(selection, input.shape[0]);
  if (typeof (selection as OutputSelector | null)?.select === 'function') return selection as OutputSelector;
  const expected = 'an output index, an array of them, an array of index paths, or an OutputSelector';
  throw wrongValue('selection', selection, expected);
}

function selectorOf(index: number): IndexSelector {
  const selector = byIndex.get(index) ?? new IndexSelector(index);
  byIndex.set(index, selector);
  return selector;
}

function selectorOfEach(indices: number[] | number[][], batch: number): OutputSelector {
  if (arePaths(indices)) return selectorOfPaths(indices, batch);
  if (indices.length === batch) return new IndexSelector(indices);
  const message = `${indices.length} output indices for ${batch} samples; expected one a sample, or one number.`;
  throw new ShapeError(message, { argument: 'selection', value: indices, expected: `${batch} indices` });
}

function arePaths(indices: number[] | number[][]): indices is number[][] {
  return indices.length > 0 && (indices as unknown[]).every(Array.isArray);
}

function selectorOfPaths(paths: number[][], batch: number): PathSelector {
  if (paths.length === batch) return new PathSelector(paths);
  const message = `${paths.length} index paths for ${batch} samples; expected one a sample, or one for all: new PathSelector([...]).`;
  throw new ShapeError(message, { argument: 'selection', value: paths, expected: `${batch} paths` });
}
