import fc from 'fast-check';
import { turnsOf } from '../../src/evaluation/turn';
import { BinaryRows } from '../../src/linear-algebra/binary-rows';
import { SquareMatrix } from '../../src/linear-algebra/square-matrix';

const number = fc.double({ min: -3, max: 3, noNaN: true });

/** Rows of 0 and 1, a weight for each, and a symmetric matrix. */
const tables = fc.integer({ min: 1, max: 11 }).chain((features) =>
  fc.record({
    rows: fc.array(fc.array(fc.constantFrom(0, 1), { minLength: features, maxLength: features }), {
      minLength: 1,
      maxLength: 20,
    }),
    weights: fc.array(number, { minLength: 20, maxLength: 20 }),
    lower: fc.array(number, { minLength: features ** 2, maxLength: features ** 2 }),
  }),
);

function encoded(rows: readonly (readonly number[])[]): BinaryRows {
  const binary = new BinaryRows(rows[0].length, rows.length);
  for (const [index, row] of rows.entries()) expect(binary.set(index, [9, ...row], 1)).toBe(true);
  return binary;
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]) {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => void expect(actual[index]).toBeCloseTo(value, 9));
}

test('sums, products and forms are those of the rows', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async ({ rows, weights, lower }) => {
      const features = rows[0].map((_, feature) => feature);
      const used = Float64Array.from(weights.slice(0, rows.length));
      const binary = encoded(rows);
      const sumOf = (value: (row: readonly number[], index: number) => number) =>
        rows.reduce<number>((sum, row, index) => sum + value(row, index), 0);
      expectClose(
        binary.weightedSum(used),
        features.map((i) => sumOf((row, index) => used[index] * row[i])),
      );
      const matrix = await binary.outerProducts(used, turnsOf());
      expectClose(
        matrix.values,
        features.flatMap((i) => features.map((j) => sumOf((row, index) => used[index] * row[i] * row[j]))),
      );
      const vector = lower.slice(0, features.length);
      expectClose(
        binary.times(vector),
        rows.map((row) => row.reduce<number>((sum, x, i) => sum + x * vector[i], 0)),
      );
      const symmetric = SquareMatrix.symmetric(Float64Array.from(lower), features.length);
      const formOf = (row: readonly number[]) =>
        features.reduce(
          (sum, i) => sum + features.reduce((part, j) => part + row[i] * row[j] * symmetric.get(i, j), 0),
          0,
        );
      expectClose(await binary.forms(symmetric, turnsOf()), rows.map(formOf));
    }),
  );
});

test('rows can be seen from the top', () => {
  const binary = new BinaryRows(3, 1);
  expect(binary.set(0, [4, 5, 5], 0, [5, 5, 6])).toBe(true);
  expect(Array.from(binary.times([1, 10, 100]))).toEqual([101]);
});

test('other numbers than 0 and 1 are told', () => {
  const binary = new BinaryRows(5, 1);
  for (const wrong of [0.5, -1, 2, Number.NaN]) expect(binary.set(0, [0, 1, 1, 0, wrong], 0)).toBe(false);
});
