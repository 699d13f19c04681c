import type { Operator } from '../operator';
import { positiveAxes } from '../values/indices';
import { knownNumbers } from '../values/known';
import { identity } from '../values/permute';
import { onDevice } from '../values/value';
import { type Margin, padded } from './pad';

/** `CenterCropPad`: axes cut, or padded with zeros, on both sides to the lengths that are asked for. */
export const centerCropPad: Operator = (node) => {
  const given = node.ints('axes');
  return ([x, lengthsInput]) => {
    const lengths = knownNumbers(lengthsInput, 'The shape');
    const value = onDevice(x);
    const margins = value.order.map((): Margin => [0, 0]); // of the axes as they are stored
    for (const [index, axis] of positiveAxes(given ?? identity(x.rank), x.rank).entries()) {
      const missing = lengths[index] - x.shape[axis];
      const before = Math.trunc(missing / 2);
      margins[value.order[axis]] = [before, missing - before];
    }
    return value.withStored(padded(value.stored, margins));
  };
};
