import * as tf from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { own } from '../values/own';
import { onDevice } from '../values/value';

const modes: Readonly<Record<string, 'linear' | 'nearest'>> = {
  ...{ bilinear: 'linear', linear: 'linear', nearest: 'nearest' }, // `bilinear` up to version 19, `linear` since
};
const paddings = ['zeros', 'border'];

/** `GridSample` of images: what lies at the places that a grid names, from -1 to 1 along each axis; the places have derivatives, too. */
export const gridSample: Operator = (node) => {
  const named = node.string('mode', node.opset >= 20 ? 'linear' : 'bilinear');
  const mode = own(modes, named);
  if (!mode) throw new Unsupported(`of mode ${named}`);
  const padding = node.string('padding_mode', 'zeros');
  if (!paddings.includes(padding)) throw new Unsupported(`with padding_mode ${padding}`);
  const isAligned = node.int('align_corners', 0) === 1;
  return ([x, grid]) => {
    if (x.rank !== 4) {
      throw new ModelError(`its input has rank ${x.rank}; expected images [batch, channels, height, width].`, {
        argument: 'model',
        value: x.rank,
      });
    }
    const images = onDevice(x).channelsLast; // [batch, height, width, channels]
    const [batch, height, width, channels] = images.shape;
    const [, rows, columns] = grid.shape;
    reserve([batch, channels, rows, columns]);
    const flat = tf.reshape(images, [-1, channels]);
    const first = tf.reshape(tf.mul(tf.range(0, batch, 1, 'int32'), tf.scalar(height * width, 'int32')), [-1, 1, 1]);
    const place = (axis: number, length: number) => {
      const at = tf.squeeze(tf.slice(grid.tensor, [0, 0, 0, axis], [-1, -1, -1, 1]), [3]); // from -1 to 1
      const scaled = isAligned
        ? tf.mul(tf.add(at, 1), (length - 1) / 2)
        : tf.sub(tf.mul(tf.add(at, 1), length / 2), 0.5);
      return padding === 'border' ? tf.clipByValue(scaled, 0, length - 1) : scaled;
    };
    const [along, down] = [place(0, width), place(1, height)];
    const pixels = (column: tf.Tensor, row: tf.Tensor, weight?: tf.Tensor) => {
      const isInside = tf.logicalAnd(between(column, width), between(row, height));
      const [inColumn, inRow] = [tf.clipByValue(column, 0, width - 1), tf.clipByValue(row, 0, height - 1)];
      const index = tf.cast(tf.add(tf.mul(inRow, width), inColumn), 'int32');
      const found = tf.gather(flat, tf.add(first, index) as tf.Tensor); // [batch, rows, columns, channels]
      const share = tf.cast(isInside, 'float32');
      return tf.mul(found, tf.expandDims(weight ? tf.mul(weight, share) : share, 3));
    };
    if (mode === 'nearest') return DeviceValue.fromChannelsLast(pixels(tf.round(along), tf.round(down)));
    const [left, top] = [tf.floor(along), tf.floor(down)];
    const corners = [0, 1].flatMap((right) =>
      [0, 1].map((below) => {
        const [column, row] = [tf.add(left, right), tf.add(top, below)];
        const weight = tf.mul(sharesOf(along, column), sharesOf(down, row));
        return pixels(column, row, weight);
      }),
    );
    return DeviceValue.fromChannelsLast(tf.addN(corners));
  };
};

/** How much a pixel counts at a place: less the farther it is, up to one pixel. */
const sharesOf = (place: tf.Tensor, pixel: tf.Tensor): tf.Tensor => tf.sub(1, tf.abs(tf.sub(place, pixel)));

const between = (place: tf.Tensor, length: number): tf.Tensor =>
  tf.logicalAnd(tf.greaterEqual(place, 0), tf.lessEqual(place, length - 1));
