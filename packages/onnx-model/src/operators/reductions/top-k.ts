import { neg, topk } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { knownNumber } from '../values/known';
import { axisLast } from './along-last-axis';

/** `TopK`: the largest (or smallest) elements of an axis, in order, and their indices. */
export const topK: Operator = (node) => {
  const axis = node.int('axis', -1);
  const isLargest = node.int('largest', 1) === 1;
  const attribute = node.attribute('k', 'int');
  return ([x, kInput]) => {
    const k = attribute ?? knownNumber(kInput, 'The number of elements');
    const value = axisLast(x, axis);
    const length = value.stored.shape[value.rank - 1];
    if (!(k >= 0 && k <= length)) {
      throw new ModelError(`${k} elements of an axis of length ${length} were asked for.`, {
        argument: 'model',
        value: k,
      });
    }
    const { values, indices } = topk(isLargest ? value.stored : neg(value.stored), k);
    return [value.withStored(isLargest ? values : neg(values)), value.withStored(indices)];
  };
};
