import { add, div, matMul, mul, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/** What a cell remembers from one time step to the next, each `[batch, units]`. */
export interface Memory {
  readonly hidden: Tensor;
  /** The carry of an LSTM. */
  readonly carry?: Tensor;
}

/** Keeps a denominator away from zero. */
export type Stabilize = (z: Tensor) => Tensor;

/** One time step of a recurrent layer, as relevance propagation sees it. */
export interface Cell {
  readonly units: number;
  readonly hasCarry: boolean;
  /** The next memory. */
  forward(input: Tensor, before: Memory): Memory;
  /**
   * Passes the relevance of a step's memory back.
   *
   * @returns the relevance of the input, and of the memory before
   */
  backward(relevance: Memory, input: Tensor, before: Memory, stabilize: Stabilize): { input: Tensor; before: Memory };
}

/** z = x W + h U + b. */
export function joint(input: Tensor, kernel: Tensor, hidden: Tensor, recurrent: Tensor, bias?: Tensor): Tensor {
  const z = add(matMul(input as Tensor2D, kernel as Tensor2D), matMul(hidden as Tensor2D, recurrent as Tensor2D));
  return bias ? add(z, bias) : z;
}

/** The relevances of x and h in z = x W + h U + b: by contribution. */
export function shareJoint(
  relevance: Tensor,
  z: Tensor,
  parts: readonly (readonly [value: Tensor, kernel: Tensor])[],
  stabilize: Stabilize,
): Tensor[] {
  const share = div(relevance, stabilize(z)) as Tensor2D;
  return parts.map(([value, kernel]) => mul(value, matMul(share, kernel as Tensor2D, false, true)));
}

/** The relevances of the terms of a sum: by contribution. */
export function shareSum(relevance: Tensor, terms: readonly Tensor[], stabilize: Stabilize): Tensor[] {
  const share = div(relevance, stabilize(terms.reduce((sum, term) => add(sum, term))));
  return terms.map((term) => mul(term, share));
}
