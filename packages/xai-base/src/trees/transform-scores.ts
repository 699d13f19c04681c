import type { ScoreTransform } from './tree-ensemble';

type Transform = (scores: Float64Array) => Float64Array;

const softmaxOf = (scores: Float64Array, isIn: (score: number) => boolean): Float64Array => {
  const most = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = scores.map((score) => (isIn(score) ? Math.exp(score - most) : 0));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / (sum || 1));
};

const transforms: Readonly<Record<ScoreTransform, Transform>> = {
  none: (scores) => scores,
  logistic: (scores) => scores.map((score) => 1 / (1 + Math.exp(-score))),
  softmax: (scores) => softmaxOf(scores, () => true),
  'softmax of what is not 0': (scores) => softmaxOf(scores, (score) => Math.abs(score) > 1e-7),
};

/** The outputs `[outputs]` of an ensemble, from its raw scores. */
export const transformScores = (transform: ScoreTransform, scores: Float64Array): Float64Array =>
  transforms[transform](scores);
