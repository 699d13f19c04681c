import type { LayerLike } from './layers-model-like';

/** One use of a layer. Values flow between nodes in numbered slots. */
export interface LayerNode {
  readonly layer: LayerLike;
  /** The layer's name, behind the names of the models it is nested in: `mobilenet/conv1`. */
  readonly path: string;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}
