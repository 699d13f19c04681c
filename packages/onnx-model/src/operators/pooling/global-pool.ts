import { max, mean, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Evaluate, Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { identity } from '../values/permute';
import { onDevice } from '../values/value';
import { powered, rooted } from './lp-norm';

type Reduction = (x: Tensor, axes: number[], keepDims: boolean) => Tensor;

const overSpace =
  (reduce: Reduction): Evaluate =>
  ([x]) => {
    const { channelsLast } = onDevice(x);
    const space = identity(channelsLast.rank).slice(1, -1);
    return DeviceValue.fromChannelsLast(reduce(channelsLast, space, true));
  };

const globalPool =
  (reduce: Reduction): Operator =>
  () =>
    overSpace(reduce);

/** `GlobalAveragePool`: the mean of each channel. */
export const globalAveragePool = globalPool(mean);

/** `GlobalMaxPool`: the maximum of each channel. */
export const globalMaxPool = globalPool(max);

/** `GlobalLpPool`: the p-norm of each channel. */
export const globalLpPool: Operator = (node) => {
  const p = node.int('p', 2);
  return overSpace((x, axes) => rooted(sum(powered(x, p), axes, true), p));
};
