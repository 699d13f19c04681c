/**
 * Kendall's tau-b of two lists of numbers: pairs in the same order less those in the other one, over the geometric mean of how many pairs are not tied
 * in either list; NaN when one of them is constant.
 *
 * @see M. G. Kendall: The Treatment of Ties in Ranking Problems (1945)
 *
 * @example
 * ```ts
 * kendall([1, 2, 3], [1, 3, 2]); // => 1/3
 * ```
 */
export function kendall(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [difference, apartInA, apartInB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) {
      const [signA, signB] = [Math.sign(a[i] - a[j]), Math.sign(b[i] - b[j])];
      difference += signA * signB;
      apartInA += signA * signA;
      apartInB += signB * signB;
    }
  return difference / Math.sqrt(apartInA * apartInB);
}
