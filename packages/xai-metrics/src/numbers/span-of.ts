/** From the least to the largest value of some arrays. */
export function spanOf(...arrays: readonly ArrayLike<number>[]): number {
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of arrays) {
    for (let k = 0; k < values.length; k++) {
      least = Math.min(least, values[k]);
      largest = Math.max(largest, values[k]);
    }
  }
  return largest - least;
}
