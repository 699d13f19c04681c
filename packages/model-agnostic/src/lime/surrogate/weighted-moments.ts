import type { Matrix } from 'ml-matrix';
import { OuterProducts } from '../../linear-algebra/outer-products';
import { symmetric } from '../../linear-algebra/symmetric';

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

/** The moments of weighted data. The sums are taken of the differences from row 0, which are near 0, and many are. */
export function weightedMoments({ data, features, targets, weights }: WeightedData): WeightedMoments {
  const first = data.slice(0, features);
  const difference = new Float64Array(features);
  const products = new OuterProducts(features);
  const { sums } = products;
  const linear = new Float64Array(features); // sum w x
  const right = new Float64Array(features);
  let [total, targetSum, square] = [0, 0, 0];
  for (const [row, weight] of weights.entries()) {
    const base = row * features;
    const target = targets[row] - targets[0];
    total += weight;
    targetSum += weight * target;
    square += weight * target * target;
    for (let i = 0; i < features; i++) {
      difference[i] = data[base + i] - first[i];
      linear[i] += weight * difference[i];
      right[i] += weight * difference[i] * target;
    }
    products.add(difference, weight);
  }
  for (let i = 0; i < features; i++) {
    for (let j = 0; j <= i; j++) sums[i * features + j] -= (linear[i] * linear[j]) / total;
    right[i] -= (linear[i] * targetSum) / total;
  }
  return {
    rows: weights.length,
    gram: symmetric(sums, features),
    right,
    square: square - targetSum ** 2 / total,
    means: linear.map((sum, i) => first[i] + sum / total),
    targetMean: targets[0] + targetSum / total,
    first,
  };
}
