import { expandDims, squeeze, type Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import { DeviceValue } from '../values/device-value';
import { onDevice, type Value } from '../values/value';
import type { Window } from './window';

const noWindow: Window = { kernel: 1, stride: 1, dilation: 1, mode: 'NOTSET', before: 0, after: 0 };

/** Windows of images or volumes, also where those of series are given, which are images of one row. */
export const imageWindows = (windows: readonly Window[]): Window[] =>
  windows.length === 1 ? [noWindow, windows[0]] : [...windows];

/**
 * An operation of images `[batch, height, width, channels]` or volumes `[batch, depth, height, width, channels]`, of those and of series
 * `[batch, time, channels]`.
 *
 * @param windows those of the operation, which have as many axes
 * @throws {ModelError} when the input has another number of axes
 */
export function onImages(x: Value, windows: readonly Window[], operation: (images: Tensor) => Tensor): DeviceValue {
  const axes = x.rank === 3 ? 2 : x.rank - 2;
  if (axes !== windows.length) {
    throw new ModelError(`its windows have ${windows.length} axes; the input has ${x.rank - 2}.`, {
      argument: 'model',
      value: x.shape,
    });
  }
  const { channelsLast } = onDevice(x);
  if (x.rank > 3) return DeviceValue.fromChannelsLast(operation(channelsLast));
  return DeviceValue.fromChannelsLast(squeeze(operation(expandDims(channelsLast, 1)), [1]));
}
