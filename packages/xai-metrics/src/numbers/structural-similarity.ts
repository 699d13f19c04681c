import { spanOf } from './span-of';

/** An image of one channel, row-major. */
export interface Plane {
  readonly values: ArrayLike<number>;
  readonly height: number;
  readonly width: number;
}

/**
 * The structural similarity of two images of one channel: the mean over all windows that lie inside, each uniform, with the sample covariance; the range
 * is that of both images together. NaN for images that are smaller than the window, and for two that are the same constant.
 *
 * @param window the side of a window; 7 by default
 *
 * @see Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli: Image Quality Assessment: From Error Visibility to Structural Similarity (2004)
 *
 * @example
 * ```ts
 * const image = { values: [0, 1, 1, 0], height: 2, width: 2 };
 * structuralSimilarity(image, image, 2); // => 1
 * ```
 */
export function structuralSimilarity(a: Plane, b: Plane, window = 7): number {
  const range = spanOf(a.values, b.values);
  const [c1, c2] = [(0.01 * range) ** 2, (0.03 * range) ** 2];
  const { height, width } = a;
  let [sum, count] = [0, 0];
  for (let top = 0; top + window <= height; top++)
    for (let left = 0; left + window <= width; left++) {
      const { meanA, meanB, varianceA, varianceB, covariance } = momentsOf(a, b, top, left, window);
      const likeness = (2 * meanA * meanB + c1) * (2 * covariance + c2);
      sum += likeness / ((meanA ** 2 + meanB ** 2 + c1) * (varianceA + varianceB + c2));
      count++;
    }
  return sum / count;
}

function momentsOf(a: Plane, b: Plane, top: number, left: number, window: number) {
  const count = window * window;
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let row = top; row < top + window; row++)
    for (let column = left; column < left + window; column++) {
      const [x, y] = [a.values[row * a.width + column], b.values[row * a.width + column]];
      sumA += x;
      sumB += y;
      squareA += x * x;
      squareB += y * y;
      product += x * y;
    }
  const [meanA, meanB] = [sumA / count, sumB / count];
  return {
    meanA,
    meanB,
    varianceA: (squareA - count * meanA * meanA) / (count - 1),
    varianceB: (squareB - count * meanB * meanB) / (count - 1),
    covariance: (product - count * meanA * meanB) / (count - 1),
  };
}
