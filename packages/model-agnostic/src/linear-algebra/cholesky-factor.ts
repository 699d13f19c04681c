/** The least part of a diagonal entry that the rows before may leave; what is less is what rounding left. */
const negligible = 1e-12;

/** L of `A = L L'`, which grows by a row of A at a time. */
export class CholeskyFactor {
  private readonly rows: Float64Array[] = [];

  get size(): number {
    return this.rows.length;
  }

  /**
   * Takes in the next row of the symmetric matrix, up to its diagonal.
   *
   * @param tolerance how much of the diagonal entry must be left when the rows before have explained theirs
   * @returns false, and changes nothing, when the row is a combination of those before (or the matrix not positive definite)
   */
  append(row: ArrayLike<number>, tolerance = negligible): boolean {
    const size = this.rows.length;
    const own = new Float64Array(size + 1);
    let left = row[size];
    for (let i = 0; i < size; i++) {
      const before = this.rows[i];
      let sum = row[i];
      for (let k = 0; k < i; k++) sum -= own[k] * before[k];
      own[i] = sum / before[i];
      left -= own[i] * own[i];
    }
    if (!(left > tolerance * row[size])) return false;
    own[size] = Math.sqrt(left);
    this.rows.push(own);
    return true;
  }

  /** Solves `A x = b`. */
  solve(right: ArrayLike<number>): Float64Array {
    const { rows } = this;
    const solution = Float64Array.from(right);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      let sum = solution[i];
      for (let k = 0; k < i; k++) sum -= row[k] * solution[k];
      solution[i] = sum / row[i];
    }
    for (let i = rows.length - 1; i >= 0; i--) {
      const row = rows[i];
      solution[i] /= row[i];
      for (let k = 0; k < i; k++) solution[k] -= row[k] * solution[i];
    }
    return solution;
  }
}
