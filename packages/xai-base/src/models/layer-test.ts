import type { Tensor } from '@tensorflow/tfjs-core';

/** Tells something of a layer by calling it with inputs of its own. */
export type LayerTest = (call: (...xs: Tensor[]) => Tensor, inputs: Tensor[]) => boolean;
