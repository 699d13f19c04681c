import type { Tensor } from '@tensorflow/tfjs-core';
import type { ActivationFunction } from '../layers/activations';
import type { Step, StepCall } from './step';

/**
 * An activation function, a layer of its own or part of one.
 *
 * @example
 * ```ts
 * const cube = { name: 'cube', apply: (x: tf.Tensor) => tf.pow(x, 3) };
 * const step = new ActivationStep({ ...cube, isNonNegative: false, isRectifier: false, isSoftmax: false });
 * step.forward([tf.tensor1d([2])]); // => [8]
 * ```
 */
export class ActivationStep implements Step {
  readonly kind = 'activation';

  constructor(readonly activation: ActivationFunction) {}

  forward([input]: readonly Tensor[]): Tensor {
    return this.activation.apply(input);
  }

  isNonNegative([input]: readonly boolean[]): boolean {
    return this.activation.isNonNegative || (input && this.activation.name === 'linear');
  }

  propagate({ rule, inputs, relevance }: StepCall): Tensor[] {
    return [rule.propagateActivation({ relevance, activation: this.activation, input: () => inputs()[0] })];
  }
}
