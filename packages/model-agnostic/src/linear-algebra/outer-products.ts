/** The lower triangle of `sum weight x x'`. Zeros of x cost nothing. */
export class OuterProducts {
  /** The matrix, row-major. */
  readonly sums: Float64Array;
  private readonly places: Int32Array; // of the numbers other than 0
  private readonly numbers: Float64Array;

  constructor(private readonly size: number) {
    this.sums = new Float64Array(size * size);
    this.places = new Int32Array(size);
    this.numbers = new Float64Array(size);
  }

  add(x: Float64Array | Int8Array, weight: number): void {
    const { size, sums, places, numbers } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      if (x[i] === 0) continue;
      places[count] = i;
      numbers[count++] = x[i];
    }
    for (let a = 0; a < count; a++) {
      const left = weight * numbers[a];
      const row = places[a] * size;
      for (let b = 0; b <= a; b++) sums[row + places[b]] += left * numbers[b];
    }
  }
}
