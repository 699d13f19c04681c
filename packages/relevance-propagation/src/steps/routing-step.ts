import type { Tensor } from '@tensorflow/tfjs-core';
import type { Step, StepCall } from './step';

/**
 * A step that only moves, copies or drops values (reshape, pad, crop, repeat): relevance goes back the way that the
 * values came, whatever the rule.
 *
 * @example
 * ```ts
 * const turned = new RoutingStep((x) => tf.reverse(x, 1), (relevance) => tf.reverse(relevance, 1));
 * turned.forward([tf.tensor2d([[1, 2]])]); // => [[2, 1]]
 * ```
 */
export class RoutingStep implements Step {
  readonly kind = 'other';

  /**
   * @param evaluate moves the values
   * @param back moves relevance back, from the output's shape to the input's
   */
  constructor(
    private readonly evaluate: (input: Tensor) => Tensor,
    private readonly back: (relevance: Tensor, inputShape: readonly number[]) => Tensor,
  ) {}

  forward([input]: readonly Tensor[]): Tensor {
    return this.evaluate(input);
  }

  isNonNegative([input]: readonly boolean[]): boolean {
    return input;
  }

  propagate({ inputs, relevance }: StepCall): Tensor[] {
    return [this.back(relevance, inputs()[0].shape)];
  }
}
