import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import { aligned, sumTo } from '../operations/sum-to';
import type { Step, StepCall } from './step';

/**
 * A weighted sum of the inputs (`Add`, `Subtract`, `Average`): relevance splits by each term's share of the sum.
 *
 * @example
 * ```ts
 * const difference = new SumStep(() => [1, -1]);
 * difference.forward([tf.tensor1d([3]), tf.tensor1d([1])]); // => [2]
 * ```
 */
export class SumStep implements Step {
  readonly kind = 'other';

  /** @param coefficients what each of the inputs is multiplied by, given their number */
  constructor(private readonly coefficients: (inputs: number) => number[]) {}

  forward(inputs: readonly Tensor[]): Tensor {
    const coefficients = this.coefficients(inputs.length);
    const terms = aligned(inputs).map((input, index) => mul(input, coefficients[index]));
    return terms.reduce((total, term) => add(total, term));
  }

  isNonNegative(inputs: readonly boolean[]): boolean {
    return inputs.every(Boolean) && this.coefficients(inputs.length).every((coefficient) => coefficient >= 0);
  }

  propagate({ rule, inputs, output, relevance, observe }: StepCall): Tensor[] {
    const given = inputs();
    const coefficients = this.coefficients(given.length);
    const shares = rule.propagateSum({ terms: aligned(given), coefficients, sum: output, relevance, observe });
    return shares.map((share, index) => sumTo(share, given[index].shape));
  }
}
