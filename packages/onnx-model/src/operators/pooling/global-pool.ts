import { max, mean, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { identity } from '../values/permute';
import { onDevice } from '../values/value';

const globalPool =
  (reduce: (x: Tensor, axes: number[], keepDims: boolean) => Tensor): Operator =>
  () =>
  ([x]) => {
    const { channelsLast } = onDevice(x);
    const space = identity(channelsLast.rank).slice(1, -1);
    return DeviceValue.fromChannelsLast(reduce(channelsLast, space, true));
  };

/** `GlobalAveragePool`: the mean of each channel. */
export const globalAveragePool = globalPool(mean);

/** `GlobalMaxPool`: the maximum of each channel. */
export const globalMaxPool = globalPool(max);
