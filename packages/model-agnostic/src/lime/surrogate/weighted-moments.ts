import type { Matrix } from 'ml-matrix';
import { OuterProducts } from '../../linear-algebra/outer-products';
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
  /** `sum w (x - mean)(x - mean)'` */
  readonly gram: Matrix;
  /** `sum w (x - mean)(y - mean)` */
  readonly right: Float64Array;
  /** `sum w (y - mean)^2` */
  readonly square: number;
  readonly means: Float64Array;
  readonly targetMean: number;
  /** Row 0. */
  readonly first: Float64Array;
}

/** The moments of weighted data. The sums are taken of how far row 0 is above the others, which is near 0 (0 or 1 for masks). */
export function weightedMoments({ data, features, targets, weights }: WeightedData): WeightedMoments {
  const first = data.slice(0, features);
  const below = new Float64Array(features);
  const products = new OuterProducts(features);
  const linear = zeros(features); // sum w x
  const right = zeros(features); // sum w x y
  let [total, targetSum, square] = [0, 0, 0];
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row];
    const target = targets[0] - targets[row];
    total += weight;
    targetSum += weight * target;
    square += weight * target * target;
    difference(first, data.subarray(row * features, (row + 1) * features), below);
    addScaled(linear, below, weight);
    addScaled(right, below, weight * target);
    products.add(below, weight);
  }
  const gram = products.matrix();
  for (let i = 0; i < features; i++) {
    for (let j = 0; j < features; j++) gram.set(i, j, gram.get(i, j) - (linear[i] * linear[j]) / total);
    right[i] -= (linear[i] * targetSum) / total;
  }
  return {
    rows: weights.length,
    gram,
    right: Float64Array.from(right),
    square: square - targetSum ** 2 / total,
    means: first.map((value, i) => value - linear[i] / total),
    targetMean: targets[0] - targetSum / total,
    first,
  };
}

function difference(from: Float64Array, row: Float64Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = from[i] - row[i];
}
