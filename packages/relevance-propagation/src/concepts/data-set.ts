import type { Tensor } from '@tensorflow/tfjs-core';
import { wrongValue } from 'xai-base';

/** A data set as a stream of batches, which is gone through from its beginning each time it is called. */
export type DataSet = () => Iterable<Tensor> | AsyncIterable<Tensor>;

/** @throws {ValueError} for anything but a function */
export function checkDataSet(dataSet: unknown): asserts dataSet is DataSet {
  if (typeof dataSet === 'function') return;
  const expected = 'a function that returns batches, such as () => [images]';
  throw wrongValue('dataSet', dataSet, expected);
}
