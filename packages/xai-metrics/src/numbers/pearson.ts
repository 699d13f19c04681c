/** The correlation of two lists of numbers; NaN when one of them is constant. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squareA, squareB] = [0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k] - meanA, b[k] - meanB];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  if (isConstant(a) || isConstant(b)) return Number.NaN;
  return Math.min(1, Math.max(-1, product / Math.sqrt(squareA * squareB)));
}

/** The mean of the values that are numbers; NaN when there is none. */
export function mean(values: ArrayLike<number>): number {
  const defined = Array.from(values).filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

function isConstant(values: ArrayLike<number>): boolean {
  return Array.from(values).every((value) => value === values[0]);
}
