import type { Tensor } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';
import { BoundLinear, type LinearPropagation, type RelevanceDivision } from '../rules/linear-propagation';
import type { LRPRule } from '../rules/lrp-rule';
import type { LayerParameters } from '../rules/parameters';
import { parameterSets } from './kept-parameters';
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
export function passProduct(passage: LinearPassage): Tensor {
  const { product, output, rule, relevance, inputIsNonNegative, observe } = passage;
  const { operation, input, type } = product;
  const own: LayerParameters = { weight: product.weight?.read(), bias: product.bias?.read() };
  const target = { type, hasWeight: own.weight !== undefined, inputIsNonNegative };
  const sets = parameterSets(rule, own, target);
  const evaluated = { input: input.tensor, output: () => output.tensor };
  const bind = ({ weight, bias }: LayerParameters) => {
    const isOwn = weight === own.weight && bias === own.bias;
    return new BoundLinear(operation, input.tensor.shape, weight, undefined, bias, isOwn ? evaluated : undefined);
  };
  const original = bind(own);
  const layer: LinearPropagation = {
    input: input.tensor,
    relevance,
    inputIsNonNegative,
    original,
    modified: sets.modified ? bind(sets.modified) : original,
    with: (set) => bind(sets[set]),
    observe,
  };
  return rule.propagate(layer);
}
