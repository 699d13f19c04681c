/** A square matrix, row-major. */
export class SquareMatrix {
  constructor(
    readonly values: Float64Array,
    readonly size: number,
  ) {}

  /** The symmetric matrix with this lower half; what is above the diagonal is not read. */
  static symmetric(lower: Float64Array, size: number): SquareMatrix {
    const values = lower.slice();
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) values[i * size + j] = lower[j * size + i];
    return new SquareMatrix(values, size);
  }

  get(row: number, column: number): number {
    return this.values[row * this.size + column];
  }

  /** A row; it shares the memory of the matrix. */
  row(row: number): Float64Array {
    return this.values.subarray(row * this.size, (row + 1) * this.size);
  }

  /** The matrix whose entries a function makes of these. */
  map(change: (value: number, row: number, column: number) => number): SquareMatrix {
    const { size } = this;
    const values = new Float64Array(size * size);
    for (let i = 0, at = 0; i < size; i++) {
      for (let j = 0; j < size; j++, at++) values[at] = change(this.values[at], i, j);
    }
    return new SquareMatrix(values, size);
  }

  /** The matrix with a number added to each entry of the diagonal. */
  plusDiagonal(value: number): SquareMatrix {
    const values = this.values.slice();
    for (let i = 0; i < this.size; i++) values[i * (this.size + 1)] += value;
    return new SquareMatrix(values, this.size);
  }

  /** The rows and columns of these indices. */
  part(indices: readonly number[]): SquareMatrix {
    const size = indices.length;
    const values = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      const row = indices[i] * this.size;
      for (let j = 0; j < size; j++) values[i * size + j] = this.values[row + indices[j]];
    }
    return new SquareMatrix(values, size);
  }

  times(vector: ArrayLike<number>): Float64Array {
    const product = new Float64Array(this.size);
    for (let i = 0; i < this.size; i++) {
      let sum = 0;
      for (let j = 0, at = i * this.size; j < this.size; j++, at++) sum += this.values[at] * vector[j];
      product[i] = sum;
    }
    return product;
  }
}
