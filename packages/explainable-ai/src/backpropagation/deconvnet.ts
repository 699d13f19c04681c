import { relu, type Tensor } from '@tensorflow/tfjs-core';
import type { Model } from 'xai-base';
import { ModifiedBackpropagation } from './modified-backpropagation';

/**
 * The gradient with a ReLU on the way back in the place of the ReLU's own gradient: what is positive passes, wherever
 * the input was positive or not.
 *
 * `val` has the input's shape.
 *
 * @see M. D. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks (2014)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.relu(x), 1, true);
 * (await analyze(tf.tensor2d([[1, -3]]), new Deconvnet(model))).val; // => [[1, 1]]
 * ```
 */
export class Deconvnet extends ModifiedBackpropagation {
  readonly name = 'Deconvnet';

  constructor(model: Model) {
    super(
      model,
      ['Relu', 'Relu6'].map((kernelName) => ({
        kernelName,
        gradFunc: (dy: Tensor | Tensor[]) => ({ x: () => relu(dy as Tensor) }),
      })),
    );
  }
}
