/** A row of numbers. */
export type Vector = ArrayLike<number>;

export function dot(one: Vector, other: Vector): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at] * other[at];
  return sum;
}

/** The same direction with length 1; zeros stay zeros. */
export function unit(values: Vector): Float64Array {
  const length = Math.sqrt(dot(values, values));
  return Float64Array.from(values, (value) => (length > 0 ? value / length : 0));
}

export function meanOf(vectors: readonly Vector[]): Float64Array {
  const mean = new Float64Array(vectors[0].length);
  for (const vector of vectors) for (let at = 0; at < mean.length; at++) mean[at] += vector[at] / vectors.length;
  return mean;
}

/** Indices of vectors, the most like another one first; of equals the first comes first. */
export function byLikeness(vectors: readonly Vector[], indices: readonly number[], other: Vector): number[] {
  const direction = unit(other);
  const likeness = new Map(indices.map((index) => [index, dot(unit(vectors[index]), direction)]));
  return indices.toSorted((a, b) => likeness.get(b)! - likeness.get(a)!);
}
