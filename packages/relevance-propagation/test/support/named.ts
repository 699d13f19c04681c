import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { nameTensor } from 'tfjs-gradients';

/** A chain of layers as a function, whose values have the names of the layers. */
export function named({ layers }: LayersModel): (x: Tensor) => Tensor {
  return (x) =>
    layers.reduce((value, layer) => {
      const next = layer.apply(value) as Tensor;
      nameTensor(next, layer.name);
      return next;
    }, x);
}
