import type { Turn } from '../../evaluation/turn';
import { OuterProducts } from '../../linear-algebra/outer-products';
import type { SquareMatrix } from '../../linear-algebra/square-matrix';
import { addScaled, zeros } from '../../linear-algebra/vectors';

/** The neighbours of a sample, and what the model says of them. */
export interface WeightedData {
  /** `[rows, features]`, row-major; row 0 is the sample itself. */
  readonly data: Float64Array;
  readonly features: number;
  /** One number a row. */
  readonly targets: Float64Array;
  readonly weights: Float64Array;
}

/** Weighted sums about the weighted means, on which every fit works. */
export interface WeightedMoments {
  readonly rows: number;
  /** `sum w (x - mean)(x - mean)'`; summed when it is first asked for. */
  gram(): Promise<SquareMatrix>;
  /** `sum w (x - mean)(y - mean)` */
  readonly right: Float64Array;
  /** `sum w (y - mean)^2` */
  readonly square: number;
  readonly means: Float64Array;
  readonly targetMean: number;
  /** How far the largest target is above the smallest. */
  readonly targetRange: number;
  /** Row 0. */
  readonly first: Float64Array;
  /** `sqrt(w) (x - mean)` of some of the features of a row, and `sqrt(w) (y - mean)`. */
  centredRow(row: number, used: readonly number[]): { features: Float64Array; target: number };
}

const rowsBetweenTurns = 64;

/** The moments of weighted data. The sums are taken of how far row 0 is above the others, which is near 0 (0 or 1 for masks). */
export async function weightedMoments(
  { data, features, targets, weights }: WeightedData,
  turn: Turn,
): Promise<WeightedMoments> {
  const first = data.slice(0, features);
  const below = new Float64Array(features);
  const belowRow = (row: number) => difference(first, data.subarray(row * features, (row + 1) * features), below);
  const linear = zeros(features); // sum w x
  const right = zeros(features); // sum w x y
  let [total, targetSum, square] = [0, 0, 0];
  let [least, most] = [0, 0];
  for (let row = 0; row < weights.length; row++) {
    if (row % rowsBetweenTurns === 0) await turn();
    const weight = weights[row];
    const target = targets[0] - targets[row];
    least = Math.min(least, target);
    most = Math.max(most, target);
    total += weight;
    targetSum += weight * target;
    square += weight * target * target;
    belowRow(row);
    addScaled(linear, below, weight);
    addScaled(right, below, weight * target);
  }
  let gram: Promise<SquareMatrix> | undefined;
  const summed = async () => {
    const products = new OuterProducts(features);
    const weightedRows = function* (): Generator<[Float64Array, number]> {
      for (const [row, weight] of weights.entries()) yield [belowRow(row), weight];
    };
    await products.addAll(weightedRows(), turn);
    const matrix = await products.matrix(turn);
    return matrix.map((value, i, j) => value - (linear[i] * linear[j]) / total);
  };
  return {
    rows: weights.length,
    gram() {
      gram ??= summed();
      return gram;
    },
    right: Float64Array.from(right, (value, i) => value - (linear[i] * targetSum) / total),
    square: square - targetSum ** 2 / total,
    means: first.map((value, i) => value - linear[i] / total),
    targetMean: targets[0] - targetSum / total,
    targetRange: most - least,
    first,
    centredRow(row, used) {
      const root = Math.sqrt(weights[row]);
      const centred = (feature: number) => linear[feature] / total - (first[feature] - data[row * features + feature]);
      return {
        features: Float64Array.from(used, (feature) => root * centred(feature)),
        target: root * (targetSum / total - (targets[0] - targets[row])),
      };
    },
  };
}

function difference(from: Float64Array, row: Float64Array, into: Float64Array): Float64Array {
  for (let i = 0; i < into.length; i++) into[i] = from[i] - row[i];
  return into;
}
