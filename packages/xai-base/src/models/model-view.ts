import type { Tensor } from '@tensorflow/tfjs-core';
import type { FurtherInputs } from '../further-inputs/further-inputs';
import type { LayerTest } from './layer-test';

/** The one way in which methods see every form of model. Further inputs are those besides the explained one, see {@link FurtherInputs}. */
export interface ModelView {
  /**
   * Evaluates the model.
   *
   * @param input `[batch, ...]`
   * @returns `[batch, classes]`, or more axes, none of length 1; it belongs to the caller; nothing else stays allocated
   * @throws {ModelError} when the model returns something else
   */
  predict(input: Tensor, further?: FurtherInputs): Promise<Tensor>;
  /**
   * The model as a pure program of TensorFlow.js ops, to be called inside `tidy`.
   *
   * @throws {NoGradientError} when it is none
   */
  forward(input: Tensor, further?: FurtherInputs): Tensor;
  /** The gradients that the model brings itself, see {@link OwnGradientModel}; absent where TensorFlow.js differentiates `forward`. */
  gradient?(input: Tensor, mask: Tensor, further?: FurtherInputs): Promise<Tensor>;
  /** How many samples the model takes at once, where that is fixed: of more, `forward` runs it several times. */
  readonly rows?: number | undefined;
  /** What in the model reads its input as indices, such as those of tokens: `Layer words (Embedding)`; absent where the input are quantities, or nothing is known. */
  readonly readsIndices?: string;
  /** Names the first layer on the way from this input to the output of which a test holds, where the model has layers. */
  layerWhere?(holds: LayerTest, input: Tensor, further?: FurtherInputs): string | undefined;
}
