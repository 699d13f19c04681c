import type { Tensor } from '@tensorflow/tfjs-core';
import { replay, sumTo } from 'tfjs-gradients';
import { linearMaps, reductions } from '../operators/kernels';
import { derivative } from '../operators/propagate';
import { LRPRule } from '../rules/lrp-rule';
import { ZeroRule } from '../rules/zero';
import { passFactors } from './pass-elementwise';
import { passProduct } from './pass-product';
import { type NodePassage, passDerivative, relevanceFor, type Share } from './passage';

/** Something linear in its live inputs together: their shares are those of what they contribute. */
export function passLinear(passage: NodePassage): Share[] {
  const { node, rule, form } = passage;
  const { kernel, inputs } = node.operation;
  if (form === 'factor') return passDerivative(passage);
  if (keepsPlaces.has(kernel) && node.inputs.length === 1 && Object.values(inputs).length < 3) {
    return passFactors(passage, []);
  }
  if (sums.has(kernel) && rule.propagateSum !== LRPRule.prototype.propagateSum) return passSum(passage);
  const isMap = reductions.has(kernel) || linearMaps.has(kernel);
  const isNamed = rule.constructor !== ZeroRule && rule.isCompatible({ type: node.type, hasWeight: false });
  return isMap && isNamed ? passMap(passage) : passDerivative(passage);
}

/** Products with constants, and operations that leave a value as it is. */
const keepsPlaces = new Set(['Cast', 'Identity', 'Multiply', 'Neg', 'RealDiv']);

const sums = new Set(['Add', 'AddN', 'Sub']);

/** A sum, by a rule that says itself how it passes one. */
function passSum({ node, rule, arrived, observe }: NodePassage): Share[] {
  const { kernel, inputs } = node.operation;
  const all = Object.values(inputs);
  const shares = rule.propagateSum({
    terms: all.map(({ tensor }) => tensor),
    coefficients: all.map((_, index) => (kernel === 'Sub' && index === 1 ? -1 : 1)),
    sum: () => node.outputs[0].tensor,
    relevance: arrived[0] as Tensor,
    observe,
  });
  return all.flatMap((to, index) => (to.isLive ? [relevanceFor(to, sumTo(shares[index], to.tensor.shape))] : []));
}

/** A linear map without parameters, such as a mean, by a rule that the composite names for it. */
function passMap({ node, rule, arrived, nonNegative, observe }: NodePassage): Share[] {
  const { operation, type, outputs } = node;
  const name = Object.keys(operation.inputs).find((one) => operation.inputs[one].isLive) as string;
  const input = operation.inputs[name];
  const map = {
    forward: (x: Tensor) => replay(operation, { [name]: x })[0],
    transposed: (r: Tensor) => derivative(operation, [r])[0][1](),
  };
  const relevance = passProduct({
    product: { input, operation: map, type },
    output: outputs[0],
    rule,
    relevance: arrived[0] as Tensor,
    inputIsNonNegative: nonNegative.has(input),
    observe,
  });
  return [relevanceFor(input, relevance)];
}
