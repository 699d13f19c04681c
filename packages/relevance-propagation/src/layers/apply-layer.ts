import type { Tensor } from '@tensorflow/tfjs-core';
import type { InspectedLayer } from './inspected-layer';

/** The layer as a function of its inputs, in inference mode. */
export function applyLayer({ layer }: InspectedLayer): (inputs: readonly Tensor[]) => Tensor {
  return (inputs) => layer.apply(inputs.length === 1 ? inputs[0] : [...inputs], { training: false }) as Tensor;
}
