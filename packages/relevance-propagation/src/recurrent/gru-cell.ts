import { add, mul, split, sub, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { type Cell, joint, shareJoint, shareSum } from './cell';
import type { CellWeights } from './cell-weights';

/**
 * h' = z h + (1 - z) g, g = tanh(x W + (r h) U + b): the gates z and r are held constant and get no relevance, sums
 * share it by contribution.
 *
 * @see L. Arras et al.: Explaining Recurrent Neural Network Predictions in Sentiment Analysis (2017)
 */
export function gruCell({ units, kernel, recurrentKernel, bias, ...functions }: CellWeights): Cell {
  const gate = (x: Tensor) => (functions.recurrentActivation as { apply(x: Tensor): Tensor }).apply(x);
  const parts = (input: Tensor, hidden: Tensor) => {
    const [ofInput, ofHidden, offsets] = [kernel.read(), recurrentKernel.read(), bias?.read()].map(
      (one) => one && split(one, 3, one.rank - 1),
    ) as [Tensor2D[], Tensor2D[], Tensor[] | undefined];
    const linear = (index: number, state: Tensor) =>
      joint(input, ofInput[index], state, ofHidden[index], offsets?.[index]);
    const update = gate(linear(0, hidden));
    const reset = mul(gate(linear(1, hidden)), hidden);
    const z = linear(2, reset);
    const terms = [mul(update, hidden), mul(sub(1, update), functions.activation.apply(z))];
    return { z, reset, terms, weight: ofInput[2], recurrent: ofHidden[2], offset: offsets?.[2] };
  };
  return {
    units,
    hasCarry: false,
    forward: (input, { hidden }) => ({ hidden: parts(input, hidden).terms.reduce((sum, term) => add(sum, term)) }),
    backward(relevance, input, { hidden }, divide) {
      const { z, reset, terms, weight, recurrent, offset } = parts(input, hidden);
      const [kept, renewed] = shareSum(relevance.hidden, terms, divide);
      const inputs = [[input, weight] as const, [reset, recurrent] as const];
      const [inputShare, hiddenShare] = shareJoint(divide(renewed, z, offset), inputs);
      return { input: inputShare, before: { hidden: add(kept, hiddenShare) } };
    },
  };
}
