import { add, mul, pad, pow, slice, square, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { onDevice } from '../values/value';

/** `LRN`: each channel divided by a power of the mean square of its neighbours; x / (bias + alpha / size * sum(x^2))^beta. */
export const localResponse: Operator = (node) => {
  const size = node.int('size', 1);
  const [alpha, beta, bias] = [node.float('alpha', 1e-4), node.float('beta', 0.75), node.float('bias', 1)];
  return ([x]) => {
    const { channelsLast } = onDevice(x);
    const energy = add(mul(neighbours(square(channelsLast), size), alpha / size), bias);
    return DeviceValue.fromChannelsLast(mul(channelsLast, pow(energy, -beta)));
  };
};

/** The sums of the last axis over windows of a size. */
function neighbours(x: Tensor, size: number): Tensor {
  const before = Math.floor((size - 1) / 2);
  const margins = x.shape.map((_, axis): [number, number] =>
    axis === x.rank - 1 ? [before, size - 1 - before] : [0, 0],
  );
  const wide = pad(x, margins);
  const parts = Array.from({ length: size }, (_, index) => {
    return slice(
      wide,
      x.shape.map((_length, axis) => (axis === x.rank - 1 ? index : 0)),
      x.shape,
    );
  });
  return parts.reduce((sum, part) => add(sum, part));
}
