import type { Turn } from '../../evaluation/turn';
import { BinaryRows } from '../../linear-algebra/binary-rows';
import { SquareMatrix } from '../../linear-algebra/square-matrix';
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
export async function weightedMoments(neighbors: WeightedData, turn: Turn): Promise<WeightedMoments> {
  const { data, features, targets, weights } = neighbors;
  const first = data.slice(0, features);
  const below = targets.map((target) => targets[0] - target);
  let [total, targetSum, square] = [0, 0, 0];
  let [least, most] = [0, 0];
  for (let row = 0; row < weights.length; row++) {
    const target = below[row];
    least = Math.min(least, target);
    most = Math.max(most, target);
    total += weights[row];
    targetSum += weights[row] * target;
    square += weights[row] * target * target;
  }
  const { weightedSum, outerProducts } = (await binarySums(neighbors, turn)) ?? denseSums(neighbors, turn);
  const linear = await weightedSum(weights); // sum w x
  const right = await weightedSum(weights.map((weight, row) => weight * below[row])); // sum w x y
  let gram: Promise<SquareMatrix> | undefined;
  const summed = async () => {
    const matrix = await outerProducts(weights);
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
        target: root * (targetSum / total - below[row]),
      };
    },
  };
}

/** Sums over the rows x, which are how far row 0 is above those of the data. */
interface RowSums {
  /** `sum weight x` */
  weightedSum(weights: Float64Array): number[] | Promise<number[]>;
  /** `sum weight x x'` */
  outerProducts(weights: Float64Array): Promise<SquareMatrix>;
}

/** Those of rows of 0 and 1; undefined where there are others. */
async function binarySums({ data, features, weights }: WeightedData, turn: Turn): Promise<RowSums | undefined> {
  const rows = new BinaryRows(features, weights.length);
  for (let row = 0; row < weights.length; row++) {
    if (row % rowsBetweenTurns === 0) await turn();
    if (!rows.set(row, data, row * features, data)) return undefined;
  }
  return {
    weightedSum: (factors) => rows.weightedSum(factors),
    outerProducts: (factors) => rows.outerProducts(factors, turn),
  };
}

function denseSums({ data, features, weights: { length } }: WeightedData, turn: Turn): RowSums {
  const x = zeros(features);
  const forEachRow = async (work: (row: number) => void) => {
    for (let row = 0; row < length; row++) {
      if (row % rowsBetweenTurns === 0) await turn();
      for (let i = 0; i < features; i++) x[i] = data[i] - data[row * features + i];
      work(row);
    }
  };
  return {
    async weightedSum(factors) {
      const sums = zeros(features);
      await forEachRow((row) => addScaled(sums, x, factors[row]));
      return sums;
    },
    async outerProducts(factors) {
      const sums = new Float64Array(features * features); // the lower triangle
      await forEachRow((row) => {
        for (let i = 0; i < features; i++) {
          const left = factors[row] * x[i];
          for (let j = 0; left !== 0 && j <= i; j++) sums[i * features + j] += left * x[j];
        }
      });
      return SquareMatrix.symmetric(sums, features);
    },
  };
}
