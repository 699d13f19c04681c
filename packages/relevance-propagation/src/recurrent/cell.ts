import { add, matMul, mul, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/** What a cell remembers from one time step to the next, each `[batch, units]`. */
export interface Memory {
  readonly hidden: Tensor;
  /** The carry of an LSTM. */
  readonly carry?: Tensor;
}

/** Divides relevance by a sum z, kept away from zero, of which the bias is a part. */
export type Divide = (relevance: Tensor, z: Tensor, bias?: Tensor) => Tensor;

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
  backward(relevance: Memory, input: Tensor, before: Memory, divide: Divide): { input: Tensor; before: Memory };
}

/** z = x W + h U + b. */
export function joint(input: Tensor, kernel: Tensor, hidden: Tensor, recurrent: Tensor, bias?: Tensor): Tensor {
  const z = add(matMul(input as Tensor2D, kernel as Tensor2D), matMul(hidden as Tensor2D, recurrent as Tensor2D));
  return bias ? add(z, bias) : z;
}

/**
 * The relevances of x and h in z = x W + h U + b: by contribution.
 *
 * @param share the relevance of z, divided by it
 */
export function shareJoint(share: Tensor, parts: readonly (readonly [value: Tensor, kernel: Tensor])[]): Tensor[] {
  return parts.map(([value, kernel]) => mul(value, matMul(share as Tensor2D, kernel as Tensor2D, false, true)));
}

/** The relevances of the terms of a sum: by contribution. */
export function shareSum(relevance: Tensor, terms: readonly Tensor[], divide: Divide): Tensor[] {
  const sum = terms.reduce((all, term) => add(all, term));
  const share = divide(relevance, sum);
  return terms.map((term) => mul(term, share));
}
