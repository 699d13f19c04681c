import * as tf from '@tensorflow/tfjs-core';
import { Unsupported } from '../unsupported';
import { own } from '../values/own';

/** The pixels around a place along an axis: how far each is from the first one, and its share by how far the place is behind that. */
export interface GridKernel {
  first(at: tf.Tensor): tf.Tensor;
  readonly shares: readonly [offset: number, share: (part: tf.Tensor) => tf.Tensor][];
}

const steepness = -0.75; // of cubic interpolation, as PyTorch has it

/** Of a pixel at most one pixel away. */
const near = (distance: tf.Tensor): tf.Tensor =>
  tf.add(tf.mul(tf.square(distance), tf.sub(tf.mul(distance, steepness + 2), steepness + 3)), 1);

/** Of a pixel from one to two pixels away: steepness (d^3 - 5 d^2 + 8 d - 4). */
const far = (distance: tf.Tensor): tf.Tensor =>
  tf.mul(tf.sub(tf.mul(tf.add(tf.mul(tf.sub(distance, 5), distance), 8), distance), 4), steepness);

const rest = (part: tf.Tensor): tf.Tensor => tf.sub(1, part);

const linear: GridKernel = {
  first: tf.floor,
  shares: [
    [0, rest],
    [1, (part) => part],
  ],
};
const cubic: GridKernel = {
  first: tf.floor,
  shares: [
    [-1, (part) => far(tf.add(part, 1))],
    [0, near],
    [1, (part) => near(rest(part))],
    [2, (part) => far(tf.sub(2, part))],
  ],
};

const kernels: Readonly<Record<string, GridKernel>> = {
  ...{ linear, bilinear: linear, cubic, bicubic: cubic }, // `bilinear` and `bicubic` up to version 19
  nearest: { first: tf.round, shares: [[0, tf.onesLike]] },
};

/** @throws {Unsupported} for a mode that is not known */
export function gridKernel(mode: string): GridKernel {
  const kernel = own(kernels, mode);
  if (!kernel) throw new Unsupported(`of mode ${mode}`);
  return kernel;
}
