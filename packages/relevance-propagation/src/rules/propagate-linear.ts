import type { Tensor } from '@tensorflow/tfjs-core';
import type { LinearOperation } from '../operations/linear-operation';
import { parameterSets } from './kept-parameters';
import { BoundLinear, type LinearPropagation, type RelevanceDivision } from './linear-propagation';
import type { LRPRule } from './lrp-rule';
import type { LayerParameters } from './parameters';

/** Something linear or affine with what flows through it, and the rule for it. */
export interface LinearPart {
  readonly operation: LinearOperation;
  readonly parameters: LayerParameters;
  /** The class of layers that it is one of. */
  readonly type: string;
  readonly input: Tensor;
  /** Its value in the forward pass: computed when asked for; none, where the forward pass computed something else. */
  readonly output?: () => Tensor;
  /** The relevance of its output. */
  readonly relevance: Tensor;
  readonly inputIsNonNegative: boolean;
  readonly rule: LRPRule;
  readonly observe?: (division: RelevanceDivision) => void;
}

/** The relevance of the input of something linear or affine, by the rule for it. A pure program of TensorFlow.js ops. */
export function propagateLinear(part: LinearPart): Tensor {
  const { operation, parameters, type, input, output, relevance, inputIsNonNegative, rule, observe } = part;
  const { weight, bias } = parameters;
  const sets = parameterSets(rule, parameters, { type, hasWeight: weight !== undefined, inputIsNonNegative });
  const bind = (set: LayerParameters) => {
    const isOwn = set.weight === weight && set.bias === bias;
    return new BoundLinear(
      operation,
      input.shape,
      set.weight,
      set.bias,
      isOwn && output ? { input, output } : undefined,
    );
  };
  const original = bind(parameters);
  const layer: LinearPropagation = {
    input,
    relevance,
    inputIsNonNegative,
    original,
    modified: sets.modified ? bind(sets.modified) : original,
    with: (set) => bind(sets[set]),
    observe,
  };
  return rule.propagate(layer);
}
