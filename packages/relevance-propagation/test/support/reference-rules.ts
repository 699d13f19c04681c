import type { Matrix } from './matrices';

/** A rule as plain sums over a matrix in float64. */
export interface ReferenceRule {
  /** What input i contributes to output j. */
  contribution(input: number, weight: number, z: number): number;
  /** What the bias contributes to the denominator. */
  bias(bias: number, z: number): number;
  readonly epsilon?: number;
  /** A second kind of contributions, which counts negatively, as those of alpha-beta. */
  readonly minus?: ReferenceRule;
  readonly factor?: number;
}

const none = () => 0;
const own = (bias: number) => bias;
const positive = (x: number) => Math.max(x, 0);
const negative = (x: number) => Math.min(x, 0);
const isConnection = (weight: number) => (weight === 0 ? 0 : 1);

const plain: ReferenceRule = { contribution: (a, w) => a * w, bias: own };
const plus: ReferenceRule = { contribution: (a, w) => positive(a * w), bias: positive };
const minus: ReferenceRule = { contribution: (a, w) => negative(a * w), bias: negative };

/** Every rule, by what the papers say. */
export const referenceRules = {
  zero: plain,
  epsilon: (epsilon: number): ReferenceRule => ({ ...plain, epsilon }),
  gamma: (gamma: number): ReferenceRule => ({
    contribution: (a, w) => a * (w + gamma * positive(w)),
    bias: (b) => b + gamma * positive(b),
  }),
  wSquare: { contribution: (_a, w) => w * w, bias: none } as ReferenceRule,
  wSquareWithBias: { contribution: (_a, w) => w * w, bias: (b) => b * b } as ReferenceRule,
  flat: { contribution: (_a, w) => isConnection(w), bias: none } as ReferenceRule,
  zBox: (low: number, high: number): ReferenceRule => ({
    contribution: (a, w) => a * w - low * positive(w) - high * negative(w),
    bias: none,
  }),
  alphaBeta: (alpha: number, beta: number): ReferenceRule => ({
    ...plus,
    factor: alpha,
    minus: { ...minus, factor: beta },
  }),
  zPlus: plus,
  generalizedGamma: (gamma: number): ReferenceRule => ({
    contribution: (a, w, z) => a * w + gamma * (z > 0 ? positive(a * w) : negative(a * w)),
    bias: (b, z) => b + gamma * (z > 0 ? positive(b) : negative(b)),
  }),
};

/** What the inputs get of a relevance by a rule; and how much its denominators cancel out, which float32 suffers from. */
export function reference(rule: ReferenceRule, { weights, bias }: Matrix, input: readonly number[]) {
  const outputs = bias.map((_, j) => j);
  const z = outputs.map((j) => bias[j] + input.reduce((sum, a, i) => sum + a * weights[i][j], 0));
  const denominators = outputs.map(
    (j) => rule.bias(bias[j], z[j]) + input.reduce((sum, a, i) => sum + rule.contribution(a, weights[i][j], z[j]), 0),
  );
  const cancellation = outputs.map((j) => {
    const terms = input.reduce((sum, a, i) => sum + Math.abs(rule.contribution(a, weights[i][j], z[j])), 0);
    return (terms + Math.abs(rule.bias(bias[j], z[j]))) / Math.abs(denominators[j]);
  });
  const propagate = (relevance: readonly number[]): number[] => {
    const { epsilon = 1e-9, factor = 1 } = rule;
    const share = outputs.map((j) => (factor * relevance[j]) / stabilized(denominators[j], epsilon));
    const received = input.map((a, i) =>
      outputs.reduce((sum, j) => sum + rule.contribution(a, weights[i][j], z[j]) * share[j], 0),
    );
    if (!rule.minus) return received;
    const taken = reference(rule.minus, { weights, bias }, input).propagate(relevance);
    return received.map((value, i) => value - taken[i]);
  };
  return { z, cancellation, propagate };
}

function stabilized(z: number, epsilon: number): number {
  return z + (z < 0 ? -epsilon : epsilon);
}
