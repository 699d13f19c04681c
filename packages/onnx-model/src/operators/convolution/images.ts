import { expandDims, squeeze, type Tensor } from '@tensorflow/tfjs-core';
import { DeviceValue } from '../values/device-value';
import { onDevice, type Value } from '../values/value';
import type { Window } from './window';

const noWindow: Window = { kernel: 1, stride: 1, dilation: 1, mode: 'NOTSET', before: 0, after: 0 };

/** Windows of images, also where those of series are given, which are images of one row. */
export const imageWindows = (windows: readonly Window[]): Window[] =>
  windows.length === 1 ? [noWindow, windows[0]] : [...windows];

/** An operation of images `[batch, height, width, channels]`, of images and of series `[batch, time, channels]`. */
export function onImages(x: Value, operation: (images: Tensor) => Tensor): DeviceValue {
  const { channelsLast } = onDevice(x);
  if (channelsLast.rank === 4) return DeviceValue.fromChannelsLast(operation(channelsLast));
  return DeviceValue.fromChannelsLast(squeeze(operation(expandDims(channelsLast, 1)), [1]));
}
