/** The largest difference of two arrays, relative to the largest number of the second. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let [difference, size] = [0, 1e-3];
  for (let index = 0; index < expected.length; index++) {
    difference = Math.max(difference, Math.abs(actual[index] - expected[index]));
    size = Math.max(size, Math.abs(expected[index]));
    if (Number.isNaN(actual[index])) {
      return Number.NaN;
    }
  }
  return difference / size;
}

/** The inner product of two arrays. */
export function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) {
    sum += a[index] * b[index];
  }
  return sum;
}
