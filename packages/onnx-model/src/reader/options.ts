import type { Tensor } from '@tensorflow/tfjs-core';
import type { OnnxModelOptions } from '../session/options';

/** How to read an ONNX model into TensorFlow.js ops, and what a call of it means. */
export interface ReadOptions extends Pick<OnnxModelOptions, 'externalData'> {
  /**
   * The model takes `[batch, channels, ...]`: a call passes `[batch, ..., channels]`, and gets a value inside of the graph in the same layout.
   * Default false.
   */
  readonly channelsFirst?: boolean;
  /**
   * The name of the input that a call passes; needed when the model has several that `fixedInputs` does not name. It may also be a value inside
   * of the graph, such as the embedding of tokens: the model then begins there.
   */
  readonly input?: string;
  /** The name of the output that a call returns; needed when the model has several. It may also be a value inside of the graph: the model then ends there. */
  readonly output?: string;
  /** Values of further inputs, the same in every call; they are read once. One of a single row is repeated for every sample. */
  readonly fixedInputs?: Readonly<Record<string, Tensor>>;
}
