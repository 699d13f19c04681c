import { type Cell, joint, shareJoint } from './cell';
import type { CellWeights } from './cell-weights';

/** h' = f(x W + h U + b): the activation passes relevance on, the sum shares it by contribution. */
export function simpleCell({ units, activation, kernel, recurrentKernel, bias }: CellWeights): Cell {
  return {
    units,
    hasCarry: false,
    forward: (input, { hidden }) => ({
      hidden: activation.apply(joint(input, kernel.read(), hidden, recurrentKernel.read(), bias?.read())),
    }),
    backward(relevance, input, { hidden }, divide) {
      const [weight, recurrent] = [kernel.read(), recurrentKernel.read()];
      const offset = bias?.read();
      const z = joint(input, weight, hidden, recurrent, offset);
      const parts = [[input, weight] as const, [hidden, recurrent] as const];
      const [inputShare, hiddenShare] = shareJoint(divide(relevance.hidden, z, offset), parts);
      return { input: inputShare, before: { hidden: hiddenShare } };
    },
  };
}
