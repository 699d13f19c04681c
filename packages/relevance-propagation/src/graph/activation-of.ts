import { onesLike, type Tensor } from '@tensorflow/tfjs-core';
import { type RecordedOperation, replay, replayGradients } from 'tfjs-gradients';
import { type ActivationFunction, activationFunction } from '../layers/activations';

/** The activation function that an operation of one live input is, as rules see it. */
export function activationOf(operation: RecordedOperation, live: string): ActivationFunction {
  const { kernel, inputs } = operation;
  const given = (x: Tensor) =>
    Object.fromEntries(Object.entries(inputs).map(([name, { tensor }]) => [name, name === live ? x : tensor]));
  const apply = (x: Tensor) => replay(operation, given(x))[0];
  const derivative = (x: Tensor) => {
    const y = apply(x);
    return replayGradients(operation, given(x), [onesLike(y)], [y])[live]();
  };
  const name = kernel[0].toLowerCase() + kernel.slice(1);
  const known = activationFunction(name, apply);
  return {
    derivative,
    ...(known ?? { name, apply, isNonNegative: false, isRectifier: false, isSoftmax: false }),
  };
}
