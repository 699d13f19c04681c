import { add, mul, reshape, sub, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { RelevanceDivision } from '../rules/linear-propagation';

declare module 'xai-base' {
  interface ExplanationExtras {
    /** The relevance of each layer's or value's output, by its name. */
    readonly layerwiseRelevances?: Record<string, Tensor>;
    /** Where the relevance of each layer or value went, by its name. */
    readonly conservation?: Record<string, Conservation<number[]>>;
  }
}

/** Where the relevance of a layer went, a number a sample; as tensors `[batch]` in the program, as arrays in the explanation. */
export type Conservation<Numbers> = {
  /** The relevance of the layer's output. */
  readonly relevance: Numbers;
  /** What the layer's inputs received of it. */
  readonly received: Numbers;
  /** What biases absorbed. */
  readonly bias: Numbers;
  /** What stabilizers (the epsilon of a denominator) absorbed. */
  readonly stabilizer: Numbers;
};

/** {@link Conservation} in the program. */
export type PassageReport = Conservation<Tensor>;

/** The names of the parts of a report. */
export const reportParts = ['relevance', 'received', 'bias', 'stabilizer'] as const;

/** Adds up where the relevance of a layer went. */
export function reportPassage(
  relevance: Tensor,
  shares: readonly Tensor[],
  divisions: readonly RelevanceDivision[],
): PassageReport {
  const [batch] = relevance.shape;
  const nothing = zeros([batch]);
  const perSample = (x: Tensor) => sum(reshape(x, [batch, x.size / batch]), 1);
  const total = (parts: readonly Tensor[]) => parts.map(perSample).reduce((all, part) => add(all, part), nothing);
  const absorbedByBias = divisions.flatMap(({ quotient, bias }) => (bias ? [mul(quotient, bias)] : []));
  const absorbedByStabilizer = divisions.map(({ quotient, denominator, z }) => mul(quotient, sub(denominator, z)));
  return {
    relevance: perSample(relevance),
    received: total(shares),
    bias: total(absorbedByBias),
    stabilizer: total(absorbedByStabilizer),
  };
}
