import type { Tensor } from '@tensorflow/tfjs-core';

/** What this package needs to know of a tfjs-layers symbolic tensor. */
export interface SymbolicTensorLike {
  readonly id: number;
  readonly shape: (number | null)[];
  readonly sourceLayer: unknown;
  readonly nodeIndex: number;
  readonly tensorIndex: number;
}

/** What this package needs to know of a tfjs-layers layer; `Layer` of any copy of tfjs-layers fits. */
export interface LayerLike {
  readonly name: string;
  readonly supportsMasking: boolean;
  // tfjs-layers types the arguments by classes of its own, which another copy's do not fit
  // biome-ignore lint/suspicious/noExplicitAny: see above
  apply(inputs: any, kwargs?: any): any;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  computeMask(inputs: any, mask?: any): any;
  getClassName(): string;
}

/** What this package needs to know of a tfjs-layers model; `LayersModel` and `Sequential` of any copy fit. */
export interface LayersModelLike extends LayerLike {
  readonly layers: LayerLike[];
  readonly inputs: SymbolicTensorLike[];
  readonly inputNames?: string[];
  readonly outputs: SymbolicTensorLike[];
  // biome-ignore lint/suspicious/noExplicitAny: see above
  predict(inputs: any): Tensor | Tensor[];
}

/** A layer's use in a graph: which symbolic tensors it connected. */
export interface InboundNode {
  readonly inputTensors: SymbolicTensorLike[];
  readonly outputTensors: SymbolicTensorLike[];
}

/**
 * Whether a value is a tfjs-layers model, whatever copy of tfjs-layers made it.
 *
 * @example
 * ```ts
 * isLayersModel((x: tf.Tensor) => x); // => false
 * ```
 */
export function isLayersModel(value: unknown): value is LayersModelLike {
  const model = value as LayersModelLike | undefined | null;
  return Array.isArray(model?.layers) && Array.isArray(model.outputs) && typeof model.apply === 'function';
}
