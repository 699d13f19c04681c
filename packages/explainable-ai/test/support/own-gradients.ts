import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { differentiate, type OwnGradientModel } from 'xai-base';

/** A model that brings its own gradients, asynchronously, as another engine would. */
export function ownGradients(model: (input: Tensor) => Tensor): OwnGradientModel {
  return {
    predict: async (input) => tidy(() => model(input)),
    gradient: async (input, mask) => tidy(() => differentiate(model, input, () => mask).gradient),
  };
}
