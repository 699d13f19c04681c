import { mul, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { aligned, sumTo } from '../operations/sum-to';
import { GradientRule } from '../rules/gradient';
import type { Step, StepCall } from './step';

/**
 * A product of tensors: gates, which come from a sigmoid or a softmax, are held constant and get no relevance; the
 * other factors share it equally.
 *
 * @see L. Arras et al.: Explaining Recurrent Neural Network Predictions in Sentiment Analysis (2017)
 */
export class ProductStep implements Step {
  readonly kind = 'other';

  /** @param gates which of the inputs are gates */
  constructor(private readonly gates: readonly boolean[] = []) {}

  /** The step with its gates named. */
  withGates(gates: readonly boolean[]): ProductStep {
    return new ProductStep(gates);
  }

  forward(inputs: readonly Tensor[]): Tensor {
    return aligned(inputs).reduce((product, input) => mul(product, input));
  }

  isNonNegative(inputs: readonly boolean[]): boolean {
    return inputs.every(Boolean);
  }

  propagate({ rule, inputs, relevance }: StepCall): Tensor[] {
    const given = inputs();
    if (rule instanceof GradientRule) {
      const factors = aligned(given);
      return given.map(({ shape }, index) => sumTo(gradient(relevance, factors, index), shape));
    }
    const isSignal = given.map((_, index) => !this.gates[index]);
    const signals = isSignal.filter(Boolean).length;
    const takers = signals > 0 ? isSignal : given.map(() => true);
    const share = mul(relevance, 1 / (signals || given.length));
    return given.map(({ shape }, index) => (takers[index] ? sumTo(share, shape) : zeros(shape)));
  }
}

function gradient(relevance: Tensor, factors: readonly Tensor[], of: number): Tensor {
  return factors.filter((_, index) => index !== of).reduce((product, other) => mul(product, other), relevance);
}
