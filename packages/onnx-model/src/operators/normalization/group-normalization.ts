import { add, mul, reshape, type Tensor, tile } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { sizeOf } from '../values/indices';
import { identity } from '../values/permute';
import { onDevice, type Value } from '../values/value';
import { standardize } from './standardize';

/** `InstanceNormalization`: each channel of each sample by itself. */
export const instanceNormalization: Operator = (node) => {
  const epsilon = node.float('epsilon', 1e-5);
  return ([x, scale, shift]) => {
    const { channelsLast } = onDevice(x);
    checkChannels(scale, x.shape[1]);
    checkChannels(shift, x.shape[1]);
    const space = identity(channelsLast.rank).slice(1, -1);
    const standard = standardize(channelsLast, space, epsilon);
    return DeviceValue.fromChannelsLast(add(mul(standard, scale.tensor), shift.tensor));
  };
};

/** `GroupNormalization`: groups of channels of each sample by themselves; its scale has a number for each group before version 21. */
export const groupNormalization: Operator = (node) => {
  const epsilon = node.float('epsilon', 1e-5);
  const groups = node.int('num_groups', 1);
  return ([x, scale, shift]) => {
    const { channelsLast } = onDevice(x);
    const channels = channelsLast.shape[channelsLast.rank - 1];
    if (!(groups > 0 && channels % groups === 0)) {
      throw new ModelError(`${channels} channels cannot be split into ${groups} groups.`, {
        argument: 'model',
        value: groups,
      });
    }
    const grouped = reshape(channelsLast, [...channelsLast.shape.slice(0, -1), groups, channels / groups]);
    const axes = identity(grouped.rank).filter((axis) => axis !== 0 && axis !== grouped.rank - 2);
    const standard = reshape(standardize(grouped, axes, epsilon), channelsLast.shape);
    const [factor, offset] = [scale, shift].map(({ tensor }) => perChannel(tensor, channels));
    return DeviceValue.fromChannelsLast(add(mul(standard, factor), offset));
  };
};

/** @throws {ModelError} when there is not one number a channel */
function checkChannels({ shape }: Value, channels: number): void {
  if (sizeOf(shape) === channels) return;
  throw new ModelError(`it has ${sizeOf(shape)} numbers for ${channels} channels.`, {
    argument: 'model',
    value: shape,
  });
}

/** A number for each group as one for each channel. */
function perChannel(numbers: Tensor, channels: number): Tensor {
  const groups = numbers.size;
  return reshape(tile(reshape(numbers, [groups, 1]), [1, channels / groups]), [channels]);
}
