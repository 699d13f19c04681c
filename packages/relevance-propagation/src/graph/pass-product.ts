import type { Tensor } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';
import type { RelevanceDivision } from '../rules/linear-propagation';
import type { LRPRule } from '../rules/lrp-rule';
import { propagateLinear } from '../rules/propagate-linear';
import type { Product } from './product';

/** How relevance passes something affine or linear. */
export interface LinearPassage {
  readonly product: Pick<Product, 'input' | 'operation' | 'type'> & Partial<Pick<Product, 'weight' | 'bias'>>;
  readonly output: RecordedValue;
  readonly rule: LRPRule;
  readonly relevance: Tensor;
  readonly inputIsNonNegative: boolean;
  readonly observe?: (division: RelevanceDivision) => void;
}

/** The relevance of the input of an affine part, by the rule for it. */
export function passProduct({ product, output, ...passage }: LinearPassage): Tensor {
  const { operation, input, type, weight, bias } = product;
  return propagateLinear({
    ...passage,
    operation,
    type,
    parameters: { weight: weight?.read(), bias: bias?.read() },
    input: input.tensor,
    output: () => output.tensor,
  });
}
