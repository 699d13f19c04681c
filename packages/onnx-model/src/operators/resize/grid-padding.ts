import * as tf from '@tensorflow/tfjs-core';
import { Unsupported } from '../unsupported';
import { own } from '../values/own';

/** What lies outside of images: nothing, their outermost pixels, or their mirror images. */
export interface GridPadding {
  /** The pixel along an axis that has the colour of one which may be outside. */
  pixel(index: tf.Tensor, length: number, isAligned: boolean): tf.Tensor;
  /** Whether pixels that are outside count nothing. */
  readonly isEmpty?: boolean;
}

const clipped = (index: tf.Tensor, length: number) => tf.clipByValue(index, 0, length - 1);

/** To and fro between the first and the last pixel: their centres, if these are aligned with -1 and 1, else their outer edges. */
function reflected(index: tf.Tensor, length: number, isAligned: boolean): tf.Tensor {
  const [low, range] = isAligned ? [0, length - 1] : [-0.5, length];
  if (range === 0) return clipped(index, length);
  const from = tf.sub(index, low);
  const there = tf.sub(from, tf.mul(tf.floor(tf.div(from, 2 * range)), 2 * range)); // from 0 to twice the range: there and back
  return tf.add(tf.sub(range, tf.abs(tf.sub(there, range))), low);
}

const paddings: Readonly<Record<string, GridPadding>> = {
  zeros: { pixel: clipped, isEmpty: true },
  border: { pixel: clipped },
  reflection: {
    pixel: (index, length, isAligned) => clipped(tf.round(reflected(index, length, isAligned)), length),
  },
};

/** @throws {Unsupported} for one that is not known */
export function gridPadding(name: string): GridPadding {
  const padding = own(paddings, name);
  if (!padding) throw new Unsupported(`with padding_mode ${name}`);
  return padding;
}
