import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { RandomStream } from 'xai-base';

/** A tensor of normal numbers. */
export function randomTensor(shape: number[], stream: RandomStream): Tensor {
  return tensor(randomValues(shape, stream), shape);
}

/** Normal numbers, as many as a shape holds. */
export function randomValues(shape: number[], stream: RandomStream): Float32Array {
  return Float32Array.from({ length: shape.reduce((size, length) => size * length, 1) }, () => stream.normal());
}

/** Gives a model random weights; variances are positive. Weights whose name matches `keep` stay as they are. */
export function randomizeWeights(model: LayersModel, seed: number, keep?: RegExp): void {
  const stream = new RandomStream(seed);
  for (const weight of model.weights) {
    if (keep?.test(weight.originalName)) continue;
    const values = randomValues(weight.shape as number[], stream);
    const scaled = values.map((value) => (/variance/.test(weight.originalName) ? 0.5 + Math.abs(value) : value * 0.5));
    const fresh = tensor(scaled, weight.shape as number[]);
    weight.write(fresh);
    fresh.dispose();
  }
}
