import type { Turn } from '../evaluation/turn';
import { SquareMatrix } from './square-matrix';
import { zeros } from './vectors';

const bits = 4; // features in a group
const codes = 2 ** bits; // what a group can look like in a row
const formsBetweenTurns = 2 ** 17;

/**
 * Rows of 0 and 1, as coalitions are, kept as a number below 16 for each four features: what is summed over rows is summed for each number first, and
 * what is asked of a row is looked up, so that one addition stands for four, or for sixteen where features meet in pairs.
 */
export class BinaryRows {
  private readonly groups: readonly Uint8Array[]; // the codes of the rows, for each group of features

  constructor(
    readonly features: number,
    readonly count: number,
  ) {
    this.groups = Array.from({ length: Math.ceil(features / bits) }, () => new Uint8Array(count));
  }

  /**
   * Takes in a row: how far its features, which begin at an offset, are below `top`, or above 0 where there is none.
   *
   * @returns false when some of it is neither 0 nor 1
   */
  set(row: number, values: ArrayLike<number>, offset: number, top?: ArrayLike<number>): boolean {
    let wrong = 0;
    for (let group = 0; group < this.groups.length; group++) {
      let code = 0;
      for (let feature = Math.min(this.features, (group + 1) * bits) - 1; feature >= group * bits; feature--) {
        const value = top ? top[feature] - values[offset + feature] : values[offset + feature];
        wrong += Math.abs(value * (value - 1));
        code = 2 * code + value;
      }
      this.groups[group][row] = code;
    }
    return wrong === 0;
  }

  /** `sum weight x` */
  weightedSum(weights: ArrayLike<number>): number[] {
    const sums = zeros(this.features);
    for (const [group, own] of this.groups.entries()) {
      const table = zeros(codes);
      for (let row = 0; row < own.length; row++) table[own[row]] += weights[row];
      for (let bit = 0; bit < this.featuresOf(group); bit++) sums[group * bits + bit] = sumWith(table, 1 << bit);
    }
    return sums;
  }

  /** The matrix `sum weight x x'`. */
  async outerProducts(weights: Float64Array, turn: Turn): Promise<SquareMatrix> {
    const { features, groups } = this;
    const sums = new Float64Array(features * features); // the lower triangle
    for (let i = 0; i < groups.length; i++) {
      await turn();
      for (let j = 0; j <= i; j++) {
        const table = sumsByCode(groups[i], groups[j], weights);
        for (let a = 0; a < this.featuresOf(i); a++) {
          const row = (i * bits + a) * features + j * bits;
          for (let b = 0; b < this.featuresOf(j); b++) sums[row + b] = sumOfBoth(table, 1 << a, 1 << b);
        }
      }
    }
    return SquareMatrix.symmetric(sums, features);
  }

  /** `x' v` of each row. */
  times(vector: ArrayLike<number>): Float64Array {
    const products = new Float64Array(this.count);
    for (const [group, own] of this.groups.entries()) {
      const table = sumsOfParts((bit) => vector[group * bits + bit] ?? 0);
      for (let row = 0; row < own.length; row++) products[row] += table[own[row]];
    }
    return products;
  }

  /** `x' A x` of each row, for a symmetric matrix. */
  async forms(matrix: SquareMatrix, turn: Turn): Promise<Float64Array> {
    const { groups, count } = this;
    const forms = new Float64Array(count);
    let looked = 0;
    for (let i = 0; i < groups.length; i++) {
      for (let j = 0; j <= i; j++) {
        looked += count;
        if (looked > formsBetweenTurns) {
          looked = 0;
          await turn();
        }
        const table = formsByCode(matrix, i * bits, j * bits);
        addLookedUp(forms, table, groups[i], groups[j], i === j ? 1 : 2);
      }
    }
    return forms;
  }

  private featuresOf(group: number): number {
    return Math.min(bits, this.features - group * bits);
  }
}

/** The sum of a table's entries whose code has a bit. */
function sumWith(table: readonly number[], bit: number): number {
  let sum = 0;
  for (let code = bit; code < codes; code = (code + 1) | bit) sum += table[code];
  return sum;
}

/** The weight of the rows by the codes of two groups, `[codes, codes]`. */
function sumsByCode(first: Uint8Array, second: Uint8Array, weights: Float64Array): Float64Array {
  const table = new Float64Array(codes * codes);
  let row = 0;
  for (; row + 3 < weights.length; row += 4) {
    table[first[row] * codes + second[row]] += weights[row];
    table[first[row + 1] * codes + second[row + 1]] += weights[row + 1];
    table[first[row + 2] * codes + second[row + 2]] += weights[row + 2];
    table[first[row + 3] * codes + second[row + 3]] += weights[row + 3];
  }
  for (; row < weights.length; row++) table[first[row] * codes + second[row]] += weights[row];
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

/** The sum of the entries of a matrix that belong to the codes of two groups, which begin at a row and a column of it, `[codes, codes]`. */
function formsByCode(matrix: SquareMatrix, row: number, column: number): Float64Array {
  const table = new Float64Array(codes * codes);
  for (let p = 1; p < codes; p++) {
    const a = row + lowestBit(p);
    if (a >= matrix.size) continue;
    const line = sumsOfParts((bit) => (column + bit < matrix.size ? matrix.get(a, column + bit) : 0));
    const before = (p & (p - 1)) * codes; // without that row
    for (let q = 1; q < codes; q++) table[p * codes + q] = table[before + q] + line[q];
  }
  return table;
}

function addLookedUp(sums: Float64Array, table: Float64Array, first: Uint8Array, second: Uint8Array, factor: number) {
  for (let row = 0; row < sums.length; row++) sums[row] += factor * table[first[row] * codes + second[row]];
}

/** For each code, the sum of what its bits stand for. */
function sumsOfParts(value: (bit: number) => number): number[] {
  const table = zeros(codes);
  for (let code = 1; code < codes; code++) table[code] = table[code & (code - 1)] + value(lowestBit(code));
  return table;
}

/** Where the lowest bit of a code is. */
function lowestBit(code: number): number {
  return 31 - Math.clz32(code & -code);
}
