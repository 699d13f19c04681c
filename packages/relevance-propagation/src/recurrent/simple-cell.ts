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
    backward(relevance, input, { hidden }, stabilize) {
      const [weight, recurrent] = [kernel.read(), recurrentKernel.read()];
      const z = joint(input, weight, hidden, recurrent, bias?.read());
      const parts = [[input, weight] as const, [hidden, recurrent] as const];
      const [inputShare, hiddenShare] = shareJoint(relevance.hidden, z, parts, stabilize);
      return { input: inputShare, before: { hidden: hiddenShare } };
    },
  };
}
