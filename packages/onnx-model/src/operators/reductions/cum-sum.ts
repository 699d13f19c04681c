import { cumsum } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { knownNumber } from '../values/known';
import { axisLast } from './along-last-axis';

/** `CumSum`: the sums of the elements up to each. */
export const cumulativeSum: Operator = (node) => {
  const [exclusive, reverse] = [node.int('exclusive', 0) === 1, node.int('reverse', 0) === 1];
  return ([x, axis]) => {
    const value = axisLast(x, knownNumber(axis, 'The axis'));
    return value.withStored(cumsum(value.stored, value.rank - 1, exclusive, reverse));
  };
};
