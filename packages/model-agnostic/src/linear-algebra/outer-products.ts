import type { Turn } from '../evaluation/turn';
import { SquareMatrix } from './square-matrix';

const bits = 4; // features in a group
const codes = 2 ** bits; // what a group can look like in a row of 0 and 1
const capacity = 4096;
const rowsBetweenTurns = 16;

/**
 * The matrix `sum weight x x'` of rows x. Those of 0 and 1, as coalitions are, are kept as numbers below 16 for each four features, so that one
 * addition counts a row for sixteen entries of the matrix. They wait until there are 4096 of them, or the matrix is asked for.
 */
export class OuterProducts {
  private readonly sums: Float64Array; // the lower triangle
  private readonly groups: readonly Uint8Array[]; // what the features of each look like in the rows that wait
  private readonly weights = new Float64Array(capacity);
  private waiting = 0;

  constructor(private readonly size: number) {
    this.sums = new Float64Array(size * size);
    this.groups = Array.from({ length: Math.ceil(size / bits) }, () => new Uint8Array(capacity));
  }

  /** Adds row after row. */
  async addAll(rows: Iterable<readonly [x: Float64Array | Uint8Array, weight: number]>, turn: Turn): Promise<void> {
    let added = 0;
    for (const [x, weight] of rows) {
      if (this.encode(x)) this.weights[this.waiting++] = weight;
      else this.addDense(x, weight);
      if (this.waiting === capacity) await this.flush(turn);
      if (++added % rowsBetweenTurns === 0) await turn();
    }
  }

  async matrix(turn: Turn): Promise<SquareMatrix> {
    await this.flush(turn);
    return SquareMatrix.symmetric(this.sums, this.size);
  }

  /** Notes what a row looks like; false when it is not one of 0 and 1. */
  private encode(x: Float64Array | Uint8Array): boolean {
    const { groups, size, waiting } = this;
    let wrong = 0;
    for (let group = 0; group < groups.length; group++) {
      let code = 0;
      for (let feature = Math.min(size, (group + 1) * bits) - 1; feature >= group * bits; feature--) {
        const value = x[feature];
        wrong += Math.abs(value * (value - 1));
        code = 2 * code + value;
      }
      groups[group][waiting] = code;
    }
    return wrong === 0;
  }

  private addDense(x: Float64Array | Uint8Array, weight: number): void {
    const { size, sums } = this;
    for (let i = 0; i < size; i++) {
      const left = weight * x[i];
      if (left === 0) continue;
      for (let j = 0; j <= i; j++) sums[i * size + j] += left * x[j];
    }
  }

  private async flush(turn: Turn): Promise<void> {
    const { size, sums, groups, weights, waiting } = this;
    for (let i = 0; i < size; i += bits) {
      await turn();
      for (let j = 0; j <= i; j += bits) {
        const table = sumsByCode(groups[i / bits], groups[j / bits], weights, waiting);
        for (let a = i; a < Math.min(size, i + bits); a++) {
          for (let b = j; b < Math.min(a + 1, j + bits); b++)
            sums[a * size + b] += sumOfBoth(table, 1 << (a - i), 1 << (b - j));
        }
      }
    }
    this.waiting = 0;
  }
}

/** The weight of the rows by the codes of two groups, `[codes, codes]`. */
function sumsByCode(first: Uint8Array, second: Uint8Array, weights: Float64Array, rows: number): Float64Array {
  const table = new Float64Array(codes * codes);
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    table[first[row] * codes + second[row]] += weights[row];
    table[first[row + 1] * codes + second[row + 1]] += weights[row + 1];
    table[first[row + 2] * codes + second[row + 2]] += weights[row + 2];
    table[first[row + 3] * codes + second[row + 3]] += weights[row + 3];
  }
  for (; row < rows; row++) table[first[row] * codes + second[row]] += weights[row];
  return table;
}

/** The weight of the codes that have a bit of the first group and one of the second. */
function sumOfBoth(table: Float64Array, first: number, second: number): number {
  let sum = 0;
  for (let p = first; p < codes; p = (p + 1) | first) {
    for (let q = second; q < codes; q = (q + 1) | second) sum += table[p * codes + q];
  }
  return sum;
}
