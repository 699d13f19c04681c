import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * A map that is linear in its input for a fixed weight: what propagation rules work with. Both directions are pure
 * programs of TensorFlow.js ops. Operations without a weight (average pooling) ignore the second argument.
 */
export interface LinearOperation {
  /** The operation, without bias. */
  forward(input: Tensor, weight: Tensor): Tensor;
  /** Brings a weight into the form that `transposed` takes, and keeps it with the weight (`derivedFrom` of tfjs-gradients). Left out: the weight as it is. */
  transposeWeight?(weight: Tensor): Tensor;
  /**
   * The transposed operation.
   *
   * @param output shaped like the operation's output
   * @param weight what `transposeWeight` made of the weight
   * @param inputShape the shape of the operation's input
   * @returns a tensor of `inputShape`
   */
  transposed(output: Tensor, weight: Tensor, inputShape: readonly number[]): Tensor;
}
