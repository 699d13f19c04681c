/** Numbers as JSON has them: null for NaN, words for what is infinite. */
export function plainNumbers(values: ArrayLike<number>): (number | string | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : Number.isFinite(value) ? value : String(value)));
}

/** The numbers that `plainNumbers` wrote. */
export function numbersOf(plain: readonly (number | string | null)[]): Float64Array {
  return Float64Array.from(plain, (value) => (value === null ? Number.NaN : Number(value)));
}
