import { mul } from '@tensorflow/tfjs-core';
import { imageWindows, onImages } from '../convolution/images';
import { windowsOf } from '../convolution/window';
import type { Operator } from '../operator';
import { padded } from '../selections/pad';
import { means } from './average-pool';
import { powered, rooted } from './lp-norm';
import { poolingMargins } from './pooling-windows';

/** `LpPool` of series, images and volumes: the p-norm of each window. */
export const lpPool: Operator = (node) => {
  const kernel = node.ints('kernel_shape') ?? [];
  const windows = imageWindows(windowsOf(node, kernel));
  const cells = kernel.reduce((product, length) => product * length, 1);
  const roundsUp = node.int('ceil_mode', 0) === 1;
  const p = node.int('p', 2);
  return ([x]) =>
    onImages(x, windows, (images) => {
      const margins = windows.map((window, axis) => poolingMargins(window, images.shape[axis + 1], roundsUp));
      const powers = padded(powered(images, p), [[0, 0], ...margins, [0, 0]]);
      return rooted(mul(means(powers, windows), cells), p);
    });
};
