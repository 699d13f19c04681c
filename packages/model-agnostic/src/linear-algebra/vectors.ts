/** Numbers of a row. */
export type Vector = Float64Array | Float32Array | Uint8Array | readonly number[];

/** Sums to be added to: a plain array, as typed ones are half as fast once the memory of a WebAssembly backend has grown (the engine then looks whether each was detached). */
export function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

/** `sum a b` */
export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Adds the vector times the factor to the sums; four numbers a round, which is a third faster. */
export function addScaled(sums: number[], vector: Vector, factor: number): void {
  let i = 0;
  for (; i + 3 < sums.length; i += 4) {
    sums[i] += factor * vector[i];
    sums[i + 1] += factor * vector[i + 1];
    sums[i + 2] += factor * vector[i + 2];
    sums[i + 3] += factor * vector[i + 3];
  }
  for (; i < sums.length; i++) sums[i] += factor * vector[i];
}
