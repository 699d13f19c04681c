import { wrongValue } from 'xai-base';
import { dynamicTimeWarping } from './dynamic-time-warping';

/** How far two rows are apart; `channels` is the length of the last axis, where rows are series. */
export type DistanceFunction = (row: ArrayLike<number>, sample: ArrayLike<number>, channels: number) => number;

/** A distance by name, or a function. */
export type Distance = 'cosine' | 'euclidean' | 'dtw' | DistanceFunction;

const distances: Record<Exclude<Distance, DistanceFunction>, DistanceFunction> = {
  cosine,
  euclidean,
  dtw: dynamicTimeWarping,
};

/** @throws {ValueError} for a name that is none */
export function distanceFunction(distance: Distance): DistanceFunction {
  if (typeof distance === 'function') return distance;
  if (Object.hasOwn(distances, distance)) return distances[distance];
  throw wrongValue('distance', distance, `one of ${Object.keys(distances).join(', ')}, or a function`);
}

/** 1 - cosine of the angle; 1 for a row of zeros. */
function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [product, left, right] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i];
    left += a[i] * a[i];
    right += b[i] * b[i];
  }
  return cosineDistance(product, left, right);
}

/** 1 - cosine of the angle between two rows, by their product and their squares. */
export function cosineDistance(product: number, left: number, right: number): number {
  return left === 0 || right === 0 ? 1 : Math.max(0, 1 - product / Math.sqrt(left * right));
}

function euclidean(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}
