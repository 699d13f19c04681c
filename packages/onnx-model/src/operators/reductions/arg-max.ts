import { argMax, argMin, expandDims, reverse, scalar, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { axisLast, orderWithoutLast } from './along-last-axis';

/** `ArgMax` or `ArgMin`: the index of the first (or last) extreme of an axis. */
const argExtreme =
  (extreme: (x: Tensor, axis: number) => Tensor): Operator =>
  (node) => {
    const axis = node.int('axis', 0);
    const keepsAxis = node.int('keepdims', 1) === 1;
    const takesLast = node.int('select_last_index', 0) === 1;
    return ([x]) => {
      const value = axisLast(x, axis);
      const last = value.rank - 1;
      const length = value.stored.shape[last];
      const index = takesLast
        ? sub(scalar(length - 1, 'int32'), extreme(reverse(value.stored, last), last))
        : extreme(value.stored, last);
      return keepsAxis ? value.withStored(expandDims(index, last)) : new DeviceValue(index, orderWithoutLast(value));
    };
  };

export const argMaximum = argExtreme(argMax);

export const argMinimum = argExtreme(argMin);
