import * as tf from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { onDevice } from '../values/value';
import { gridKernel } from './grid-kernels';
import { gridPadding } from './grid-padding';

/** `GridSample` of images or volumes: what lies at the places that a grid names, from -1 to 1 along each axis; the places have derivatives, too. */
export const gridSample: Operator = (node) => {
  const kernel = gridKernel(node.string('mode', node.opset >= 20 ? 'linear' : 'bilinear'));
  const padding = gridPadding(node.string('padding_mode', 'zeros'));
  const isAligned = node.int('align_corners', 0) === 1;
  return ([x, grid]) => {
    if (x.rank !== 4 && x.rank !== 5) {
      throw new ModelError(`its input has rank ${x.rank}; expected images or volumes [batch, channels, ...space].`, {
        argument: 'model',
        value: x.rank,
      });
    }
    const images = onDevice(x).channelsLast; // [batch, ...space, channels]
    const [batch, ...lengths] = images.shape;
    const [space, channels] = [lengths.slice(0, -1), lengths[lengths.length - 1]];
    const places = grid.shape.slice(1, -1);
    reserve([batch, channels, ...places]);
    const flat = tf.reshape(images, [-1, channels]);
    const size = space.reduce((product, length) => product * length, 1);
    const first = tf.reshape(tf.mul(tf.range(0, batch, 1, 'int32'), tf.scalar(size, 'int32')), [
      -1,
      ...places.map(() => 1),
    ]);
    const axes = space.map((length, axis) => alongAxis(placeOf(grid.tensor, axis, space.length), length));

    /** What pixels of one offset along each axis add, from an axis on. */
    const sum = (axis: number, index: tf.Tensor, share?: tf.Tensor): tf.Tensor[] => {
      if (axis === axes.length) {
        const found = tf.gather(flat, tf.add(first, tf.cast(index, 'int32')) as tf.Tensor); // [batch, ...places, channels]
        return [share ? tf.mul(found, tf.expandDims(share, -1)) : found];
      }
      return axes[axis].flatMap(([pixel, part]) =>
        sum(axis + 1, tf.add(tf.mul(index, space[axis]), pixel), share ? tf.mul(share, part) : part),
      );
    };
    return DeviceValue.fromChannelsLast(tf.addN(sum(0, tf.scalar(0))));
  };

  /** The pixels around places along an axis, and their shares. */
  function alongAxis(at: tf.Tensor, length: number): [pixel: tf.Tensor, share: tf.Tensor][] {
    const place = isAligned ? tf.mul(tf.add(at, 1), (length - 1) / 2) : tf.sub(tf.mul(tf.add(at, 1), length / 2), 0.5);
    const begin = kernel.first(place);
    const behind = tf.sub(place, begin);
    return kernel.shares.map(([offset, share]) => {
      const pixel = tf.add(begin, offset);
      const part = share(behind);
      return [
        padding.pixel(pixel, length, isAligned),
        padding.isEmpty ? tf.mul(part, tf.cast(between(pixel, length), 'float32')) : part,
      ];
    });
  }
};

/** The places along an axis of space, which the last axis of a grid has in the opposite order. */
const placeOf = (grid: tf.Tensor, axis: number, rank: number): tf.Tensor =>
  tf.squeeze(
    tf.slice(grid, [...grid.shape.slice(1).map(() => 0), rank - 1 - axis], [...grid.shape.slice(1).map(() => -1), 1]),
    [-1],
  );

const between = (place: tf.Tensor, length: number): tf.Tensor =>
  tf.logicalAnd(tf.greaterEqual(place, 0), tf.lessEqual(place, length - 1));
