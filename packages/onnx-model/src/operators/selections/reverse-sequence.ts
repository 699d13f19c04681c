import type { Operator } from '../operator';
import { HostValue } from '../values/host-value';
import { indicesOf } from '../values/indices';
import { knownNumbers } from '../values/known';
import { elementsAlong } from './gather-elements';

/** `ReverseSequence`: the first elements of each sample in reverse, as many as its length says. */
export const reverseSequence: Operator = (node) => {
  const batchAxis = node.int('batch_axis', 1);
  const timeAxis = node.int('time_axis', 0);
  const pick = elementsAlong(timeAxis);
  return ([x, lengthsValue]) => {
    const lengths = knownNumbers(lengthsValue, 'The lengths of sequences');
    const places = Array.from(indicesOf(x.shape), (index) => {
      const [length, time] = [lengths[index[batchAxis]], index[timeAxis]];
      return time < length ? length - 1 - time : time;
    });
    return pick([x, new HostValue('int32', x.shape, places)]);
  };
};
