import type { LinearOperation } from './linear-operation';

/**
 * An operation run the other way round: the transposed convolution of `Conv2DTranspose`.
 *
 * @param operation the operation whose transposed one is the forward direction
 * @param outputShape the shape that an input of the given shape leads to
 */
export function transposedOperation(
  operation: LinearOperation,
  outputShape: (inputShape: readonly number[], weightShape: readonly number[]) => readonly number[],
): LinearOperation {
  return {
    forward(input, weight) {
      const form = operation.transposeWeight?.(weight) ?? weight;
      return operation.transposed(input, form, outputShape(input.shape, weight.shape));
    },
    transposed: (output, weight) => operation.forward(output, weight),
  };
}
