import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A network that is a function, with what is asked of a tfjs-layers model. */
export interface FunctionNetwork {
  (input: Tensor): Tensor;
  readonly inputs: readonly { readonly shape: (number | null)[] }[];
  readonly layers: LayersModel['layers'];
  predict(input: Tensor): Tensor;
  apply(input: Tensor | readonly unknown[]): Tensor;
}

/** What is timed. */
export type Network = LayersModel | FunctionNetwork;

/**
 * A function as a network.
 *
 * @param sample the shape of a sample
 */
export function functionNetwork(model: (input: Tensor) => Tensor, sample: number[]): FunctionNetwork {
  const call = (input: Tensor) => model(input);
  return Object.assign(call, {
    inputs: [{ shape: [null, ...sample] }],
    layers: [],
    predict: model,
    apply: model as FunctionNetwork['apply'],
  });
}
