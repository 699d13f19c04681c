import type { Tensor } from '@tensorflow/tfjs-core';

/** The axes of feature maps between the batch and the features. */
export function spaceAxes(features: Tensor): number[] {
  return features.shape.slice(1, -1).map((_, axis) => axis + 1);
}
