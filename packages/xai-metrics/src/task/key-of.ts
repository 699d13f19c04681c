import { Tensor } from '@tensorflow/tfjs-core';

/** Settings as a key of shared work; tensors by their identity. */
export function keyOf(settings: object): string {
  return JSON.stringify(settings, (_, value) => (value instanceof Tensor ? `tensor ${value.id}` : value));
}
