import type { Matrix } from 'ml-matrix';
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

/** The moments of weighted data, in two passes. */
export function weightedMoments({ data, features, targets, weights }: WeightedData): WeightedMoments {
  const means = new Float64Array(features);
  let total = 0;
  let targetMean = 0;
  for (const [row, weight] of weights.entries()) {
    total += weight;
    targetMean += weight * targets[row];
    for (let i = 0; i < features; i++) means[i] += weight * data[row * features + i];
  }
  for (let i = 0; i < features; i++) means[i] /= total;
  targetMean /= total;

  const sums = new Float64Array(features * features);
  const right = new Float64Array(features);
  const centred = new Float64Array(features);
  let square = 0;
  for (const [row, weight] of weights.entries()) {
    for (let i = 0; i < features; i++) centred[i] = data[row * features + i] - means[i];
    const target = targets[row] - targetMean;
    square += weight * target * target;
    for (let i = 0; i < features; i++) {
      const left = weight * centred[i];
      right[i] += left * target;
      for (let j = 0; j <= i; j++) sums[i * features + j] += left * centred[j];
    }
  }
  return {
    rows: weights.length,
    gram: symmetric(sums, features),
    right,
    square,
    means,
    targetMean,
    first: data.slice(0, features),
  };
}
