import { expandDims, squeeze } from '@tensorflow/tfjs-core';
import type { LinearOperation } from './linear-operation';
import type { Window } from './window';

/** The window of an axis of length 1, which one-dimensional layers get to be two-dimensional. */
export const noWindow: Window = { kernel: 1, stride: 1, dilation: 1, padding: 'valid' };

/** A two-dimensional operation on images of height 1, as an operation on series `[batch, time, channels]`. */
export function oneDimensional(operation: LinearOperation): LinearOperation {
  const kernel = operation.transposeWeight;
  return {
    forward: (input, weight) => squeeze(operation.forward(expandDims(input, 1), expandKernel(weight)), [1]),
    transposeWeight: kernel && ((weight) => kernel(expandDims(weight, 0))),
    transposed(output, weight, [batch, ...rest]) {
      const image = expandDims(output, 1);
      const form = kernel ? weight : expandKernel(weight);
      return squeeze(operation.transposed(image, form, [batch, 1, ...rest]), [1]);
    },
  };
}

function expandKernel<Weight extends Parameters<LinearOperation['forward']>[1] | undefined>(weight: Weight): Weight {
  return (weight && expandDims(weight, 0)) as Weight;
}
