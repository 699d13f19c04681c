import { add, matMul, mul, split, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Cell, CellWeights } from './cell';

/** h' = f(x W + h R + b) */
export const simpleCell: Cell = {
  gates: 1,
  usualFunctions: ['Tanh'],
  step: (ofInput, { hidden }, weights, [f]) => ({ hidden: f(add(ofInput, ofHidden(hidden, weights))) }),
};

/** c' = f c + i g, h' = o tanh(c'); the gates are in the order input, output, forget, candidate. */
export const lstmCell: Cell = {
  gates: 4,
  usualFunctions: ['Sigmoid', 'Tanh', 'Tanh'],
  step(ofInput, { hidden, carry }, weights, [gate, activate, show]) {
    const [enter, leave, forget, candidate] = split(add(ofInput, ofHidden(hidden, weights)), 4, 1);
    const [peepEnter, peepLeave, peepForget] = weights.peepholes ? split(weights.peepholes, 3) : [];
    const peep = (x: Tensor, state: Tensor, peephole?: Tensor) => (peephole ? add(x, mul(peephole, state)) : x);
    const before = carry as Tensor;
    const kept = mul(gate(peep(forget, before, peepForget)), before);
    const after = add(kept, mul(gate(peep(enter, before, peepEnter)), activate(candidate)));
    return { hidden: mul(gate(peep(leave, after, peepLeave)), show(after)), carry: after };
  },
};

/** h' = (1 - z) g + z h; the gates are in the order update z, reset r, candidate g. */
export const gruCell = (resetsAfterProduct: boolean): Cell => ({
  gates: 3,
  usualFunctions: ['Sigmoid', 'Tanh'],
  step(ofInput, { hidden }, weights, [gate, activate]) {
    const [updateInput, resetInput, candidateInput] = split(ofInput, 3, 1);
    const part = (index: number, state: Tensor) => {
      const columns = split(weights.hidden, 3, 1)[index];
      const product = matMul(state, columns);
      return weights.hiddenBias ? add(product, split(weights.hiddenBias, 3)[index]) : product;
    };
    const update = gate(add(updateInput, part(0, hidden)));
    const reset = gate(add(resetInput, part(1, hidden)));
    const recalled = resetsAfterProduct ? mul(reset, part(2, hidden)) : part(2, mul(reset, hidden));
    const candidate = activate(add(candidateInput, recalled));
    return { hidden: add(mul(sub(1, update), candidate), mul(update, hidden)) };
  },
});

function ofHidden(hidden: Tensor, { hidden: weight, hiddenBias }: CellWeights): Tensor {
  const product = matMul(hidden, weight);
  return hiddenBias ? add(product, hiddenBias) : product;
}
