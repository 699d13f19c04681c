import type { Turn } from '../../evaluation/turn';
import { larsPath } from '../../linear-algebra/lars-path';
import { ridge } from './ridge';
import type { WeightedMoments } from './weighted-moments';

/**
 * Which features the surrogate uses: all; those with the largest `|coefficient * value|` of a fit on all; greedily those that raise the
 * score most; those on the lasso's path; or (`'auto'`) forward selection up to 6 features, else highest weights.
 */
export type FeatureSelection = 'none' | 'highestWeights' | 'forward' | 'lassoPath' | 'auto';

type Select = (moments: WeightedMoments, count: number, turn: Turn) => Promise<number[]>;

const pathEnd = 2 ** -23; // of the targets' range, a row: where scikit-learn ends the path of probabilities

const indicesOf = ({ right }: WeightedMoments) => Array.from(right, (_, index) => index);

const none: Select = async (moments) => indicesOf(moments);

const highestWeights: Select = async (moments, count, turn) => {
  if (count === moments.right.length) return indicesOf(moments);
  const { coefficients } = await ridge(moments, indicesOf(moments), 0.01, turn);
  const sizes = coefficients.map((value, index) => Math.abs(value * moments.first[index]));
  return indicesOf(moments)
    .sort((a, b) => sizes[b] - sizes[a] || a - b)
    .slice(0, count);
};

const forward: Select = async (moments, count, turn) => {
  const used: number[] = [];
  const left = new Set(indicesOf(moments));
  while (used.length < count && left.size > 0) {
    let best = { index: -1, score: Number.NEGATIVE_INFINITY };
    for (const index of left) {
      const { score } = await ridge(moments, [...used, index], 0, turn);
      if (score > best.score) best = { index, score };
    }
    used.push(best.index);
    left.delete(best.index);
  }
  return used;
};

const lassoPath: Select = async (moments, count, turn) => {
  const { right, rows, targetRange } = moments;
  const path = await larsPath(
    await moments.gram(),
    right,
    { method: 'lasso', until: pathEnd * rows * targetRange },
    turn,
  );
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
  none,
  highestWeights,
  forward,
  lassoPath,
  auto: (moments, count, turn) => (count <= 6 ? forward : highestWeights)(moments, count, turn),
};
