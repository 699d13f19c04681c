/** The indices of values, the largest first; of ties the smaller index first. */
export function ranking(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, index) => index).sort(
    (a, b) => values[b] - values[a] || a - b,
  );
}
