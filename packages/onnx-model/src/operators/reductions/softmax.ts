import { argMax, cast, logSoftmax, oneHot, reshape, softmax, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { positiveAxis, sizeOf } from '../values/indices';
import { axisLast } from './along-last-axis';

/** A function of an axis; before version 13, of all axes from that one on. */
const alongAxis =
  (onLastAxis: (x: Tensor) => Tensor): Operator =>
  (node) => {
    if (node.opset < 13) return fromAxisOn(onLastAxis, node.int('axis', 1));
    const axis = node.int('axis', -1);
    return ([x]) => {
      const value = axisLast(x, axis);
      return value.withStored(onLastAxis(value.stored));
    };
  };

const fromAxisOn =
  (onLastAxis: (x: Tensor) => Tensor, axis: number): ReturnType<Operator> =>
  ([x]) => {
    const first = sizeOf(x.shape.slice(0, positiveAxis(axis, x.rank)));
    const rows = reshape(x.tensor, [first, sizeOf(x.shape.slice(positiveAxis(axis, x.rank)))]);
    return new DeviceValue(reshape(onLastAxis(rows), [...x.shape]));
  };

const largestOnly = (x: Tensor): Tensor => cast(oneHot(argMax(x, -1), x.shape[x.rank - 1]), 'float32');

/** Functions in which the elements of an axis compete. */
export const competitions: Readonly<Record<string, Operator>> = {
  Softmax: alongAxis((x) => softmax(x)),
  LogSoftmax: alongAxis((x) => logSoftmax(x)),
  Hardmax: alongAxis(largestOnly),
};
