import { larsPath } from '../../linear-algebra/lars-path';
import { ridge } from './ridge';
import type { WeightedMoments } from './weighted-moments';

/**
 * Which features the surrogate uses: all; those with the largest `|coefficient * value|` of a fit on all; greedily those that raise the
 * score most; those on the lasso's path; or (`'auto'`) forward selection up to 6 features, else highest weights.
 */
export type FeatureSelection = 'none' | 'highestWeights' | 'forward' | 'lassoPath' | 'auto';

type Select = (moments: WeightedMoments, count: number) => number[];

const all: Select = ({ right }) => Array.from(right, (_, index) => index);

const highestWeights: Select = (moments, count) => {
  const { coefficients } = ridge(moments, all(moments, count), 0.01);
  const sizes = coefficients.map((value, index) => Math.abs(value * moments.first[index]));
  return all(moments, count)
    .sort((a, b) => sizes[b] - sizes[a] || a - b)
    .slice(0, count);
};

const forward: Select = (moments, count) => {
  const used: number[] = [];
  const left = new Set(all(moments, count));
  while (used.length < count && left.size > 0) {
    let best = { index: -1, score: Number.NEGATIVE_INFINITY };
    for (const index of left) {
      const { score } = ridge(moments, [...used, index], 0);
      if (score > best.score) best = { index, score };
    }
    used.push(best.index);
    left.delete(best.index);
  }
  return used;
};

const lassoPath: Select = ({ gram, right, rows }, count) => {
  const path = larsPath(gram, right, { method: 'lasso', until: rows * 2 ** -23 }); // where scikit-learn ends it
  let support: number[] = [];
  for (let step = path.length - 1; step > 0; step--) {
    const { coefficients } = path[step];
    support = Array.from(coefficients, (_, index) => index).filter((index) => coefficients[index] !== 0);
    if (support.length <= count) break;
  }
  return support;
};

/** The ways to select features, by their names. */
export const selections: Readonly<Record<FeatureSelection, Select>> = {
  none: all,
  highestWeights,
  forward,
  lassoPath,
  auto: (moments, count) => (count <= 6 ? forward : highestWeights)(moments, count),
};
