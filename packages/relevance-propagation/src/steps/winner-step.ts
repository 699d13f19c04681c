import type { Tensor } from '@tensorflow/tfjs-core';
import type { Step, StepCall } from './step';

/**
 * A step whose outputs are each one of its inputs (max pooling, `Maximum`): the winner takes all, whatever the rule.
 *
 * @example
 * ```ts
 * const all = (relevance: tf.Tensor, [first, second]: readonly tf.Tensor[]) => {
 *   const firstWins = tf.cast(tf.greaterEqual(first, second), 'float32');
 *   return [tf.mul(relevance, firstWins), tf.mul(relevance, tf.sub(1, firstWins))];
 * };
 * const larger = new WinnerStep(([first, second]) => tf.maximum(first, second), all);
 * larger.forward([tf.tensor1d([3]), tf.tensor1d([5])]); // => [5]
 * ```
 */
export class WinnerStep implements Step {
  readonly kind = 'other';

  /**
   * @param evaluate lets the winners win
   * @param back gives each output's relevance to the input that it came from
   */
  constructor(
    private readonly evaluate: (inputs: readonly Tensor[]) => Tensor,
    private readonly back: (relevance: Tensor, inputs: readonly Tensor[], output: Tensor) => Tensor[],
  ) {}

  forward(inputs: readonly Tensor[]): Tensor {
    return this.evaluate(inputs);
  }

  isNonNegative(inputs: readonly boolean[]): boolean {
    return inputs.every(Boolean);
  }

  propagate({ inputs, output, relevance }: StepCall): Tensor[] {
    return this.back(relevance, inputs(), output());
  }
}
