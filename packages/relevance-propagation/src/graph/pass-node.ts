import type { Tensor } from '@tensorflow/tfjs-core';
import { movements } from '../operators/kernels';
import { derivative } from '../operators/propagate';
import { GradientRule } from '../rules/gradient';
import { ZeroRule } from '../rules/zero';
import { passActivation, passesActivations, passOwnActivation } from './pass-activation';
import { passBilinear, passFactors } from './pass-elementwise';
import { passLinear } from './pass-linear';
import { passProduct } from './pass-product';
import { type NodePassage, passDerivative, relevanceFor, type Share, sharesOf } from './passage';
import type { Product } from './product';
import { type RuledOperator, ruleOf } from './ruled-operator';

/** Whether a node takes what arrives as relevance, which its rule works with; else in whatever form it comes. */
export function takesRelevance(node: RuledOperator): boolean {
  const { verdict, product } = node;
  const rule = ruleOf(node);
  if (rule instanceof GradientRule) return true;
  if (product) return rule.constructor !== ZeroRule;
  if (verdict.kind === 'activation') return passesActivations(rule);
  return verdict.kind === 'linear' && !isMovement(node) && rule.constructor !== ZeroRule;
}

/** Passes on what has arrived at the outputs of a node, in one form; to be called within `tidy`. */
export function passNode(passage: NodePassage): Share[] {
  const { node, rule, form, arrived } = passage;
  const { verdict, product, operation } = node;
  if (product) return [form === 'factor' ? factorThrough(product, arrived[0] as Tensor) : throughProduct(passage)];
  if (verdict.kind === 'activation' && passesActivations(rule)) return passOwnActivation(passage);
  if (rule instanceof GradientRule || verdict.kind === 'selection' || isMovement(node)) {
    return sharesOf(form, derivative(operation, arrived));
  }
  switch (verdict.kind) {
    case 'activation':
      return passActivation(passage, verdict.of);
    case 'statistic':
      return passFactors(passage, verdict.held);
    case 'bilinear':
      return passBilinear(passage, verdict);
    case 'softmax':
      return passSoftmax(passage);
    case 'linear':
      return passLinear(passage);
    default:
      return passDerivative(passage);
  }
}

/** Nothing, or the derivative; relevance that does not come by attention passes unchanged. */
function passSoftmax(passage: NodePassage): Share[] {
  if (passage.gates === 'conservative') return [];
  return passage.gates === 'relevant' ? passDerivative(passage) : passActivation(passage, passage.node.inputs[0]);
}

function throughProduct({ node, rule, arrived, nonNegative, observe }: NodePassage): Share {
  const product = node.product as NonNullable<typeof node.product>;
  const [output] = node.outputs;
  const inputIsNonNegative = nonNegative.has(product.input);
  const relevance = arrived[0] as Tensor;
  return relevanceFor(product.input, passProduct({ product, output, rule, relevance, inputIsNonNegative, observe }));
}

/** The derivative of an affine part, which the basic rule is as a factor. */
function factorThrough({ input, operation, weight }: Product, factor: Tensor): Share {
  return { to: input, form: 'factor', tensor: operation.transposed(factor, weight.read(), input.tensor.shape) };
}

/** Whether a node only moves values, which passes on either form as it is. */
function isMovement({ operation, verdict }: RuledOperator): boolean {
  return verdict.kind === 'linear' && movements.has(operation.kernel);
}
