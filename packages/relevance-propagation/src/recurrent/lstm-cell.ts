import { add, mul, split, type Tensor } from '@tensorflow/tfjs-core';
import { type Cell, joint, type Memory, shareJoint, shareSum } from './cell';
import type { CellWeights } from './cell-weights';

/**
 * c' = f c + i g, h' = o tanh(c'), g = tanh(x W + h U + b): the gates i, f and o are held constant and get no
 * relevance, what they let through gets it all; sums share it by contribution.
 *
 * @see L. Arras et al.: Explaining Recurrent Neural Network Predictions in Sentiment Analysis (2017)
 */
export function lstmCell({ units, kernel, recurrentKernel, bias, ...functions }: CellWeights): Cell {
  const gate = (x: Tensor) => (functions.recurrentActivation as { apply(x: Tensor): Tensor }).apply(x);
  const activate = (x: Tensor) => functions.activation.apply(x);
  const preActivations = (input: Tensor, hidden: Tensor) =>
    split(joint(input, kernel.read(), hidden, recurrentKernel.read(), bias?.read()), 4, 1);
  const terms = ([enter, forget, candidate]: readonly Tensor[], carry: Tensor) => [
    mul(gate(forget), carry),
    mul(gate(enter), activate(candidate)),
  ];
  return {
    units,
    hasCarry: true,
    forward(input, before) {
      const parts = preActivations(input, before.hidden);
      const carry = terms(parts, before.carry as Tensor).reduce((sum, term) => add(sum, term));
      return { hidden: mul(gate(parts[3]), activate(carry)), carry };
    },
    backward(relevance, input, before: Memory, divide) {
      const parts = preActivations(input, before.hidden);
      const ofCarry = add(relevance.hidden, relevance.carry as Tensor);
      const [kept, entered] = shareSum(ofCarry, terms(parts, before.carry as Tensor), divide);
      const [weight, recurrent] = [kernel, recurrentKernel].map((one) => split(one.read(), 4, 1)[2]);
      const offset = bias && split(bias.read(), 4)[2];
      const inputs = [[input, weight] as const, [before.hidden, recurrent] as const];
      const [inputShare, hidden] = shareJoint(divide(entered, parts[2], offset ?? undefined), inputs);
      return { input: inputShare, before: { hidden, carry: kept } };
    },
  };
}
