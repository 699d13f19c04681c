import { add, div, type Tensor } from '@tensorflow/tfjs-core';
import type { LazyGradients, PairedOp, RescaleRule } from './rescale-rule';

/**
 * Products of sums in two factors, matrix products and convolutions: as `a b`, each factor counts the mean of the other. Weights, which are the same
 * at the reference, leave the derivative.
 */
export function bilinearRule(...inputs: string[]): RescaleRule {
  return { ...(inputs.length > 0 && { inputs }), passBack };
}

function passBack({ dy, inputs, inputsRef, output, own }: PairedOp): LazyGradients {
  return own(dy, means(inputs, inputsRef), output);
}

/** The means of the factors, if more than one of them differs from the reference. */
export function means(factors: readonly Tensor[], factorsRef: readonly Tensor[]): readonly Tensor[] {
  const differs = (factor: Tensor, index: number) => factor.dataId !== factorsRef[index].dataId;
  if (factors.filter(differs).length < 2) return factors;
  return factors.map((factor, index) => div(add(factor, factorsRef[index]), 2));
}
