import { FlipLeftRight, reverse } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradient image, flipped. Stock tfjs has none. */
export const flipLeftRightGradient = defineGradient({
  kernelName: FlipLeftRight,
  gradFunc: (dy) => ({ image: () => reverse(dy, 2) }),
});
