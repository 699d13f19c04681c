import { reshape } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { knownNumbers } from '../values/known';
import { gatherAlong } from './gather';

/** `Compress`: the slices of an axis for which a condition holds that is known from the shapes; of all elements, where no axis is named. */
export const compress: Operator = (node) => {
  const axis = node.attribute('axis', 'int');
  const choose = gatherAlong(axis ?? 0);
  return ([x, condition]) => {
    const isKept = knownNumbers(condition, 'Which slices are kept');
    const places = HostValue.integers(isKept.flatMap((kept, place) => (kept ? [place] : [])));
    return choose([axis === undefined ? new DeviceValue(reshape(x.tensor, [-1])) : x, places]);
  };
};
