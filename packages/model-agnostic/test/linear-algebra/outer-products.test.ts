import fc from 'fast-check';
import { turnsOf } from '../../src/evaluation/turn';
import { OuterProducts } from '../../src/linear-algebra/outer-products';

const weight = fc.double({ min: 0, max: 10, noNaN: true });
const binary = fc.constantFrom(0, 1);
const any = fc.oneof(binary, fc.double({ min: -3, max: 3, noNaN: true }));

/** Rows of 0 and 1 and others in between, with weights. */
const tables = fc
  .integer({ min: 1, max: 11 })
  .chain((size) =>
    fc.array(
      fc.tuple(
        fc.oneof(
          fc.array(binary, { minLength: size, maxLength: size }),
          fc.array(any, { minLength: size, maxLength: size }),
        ),
        weight,
      ),
      { minLength: 1, maxLength: 20 },
    ),
  );

async function expectEqual(rows: readonly (readonly [readonly number[], number])[]) {
  const size = rows[0][0].length;
  const products = new OuterProducts(size);
  await products.addAll(
    rows.map(([row, weight]) => [Float64Array.from(row), weight] as const),
    turnsOf(),
  );
  const matrix = await products.matrix(turnsOf());
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const sum = rows.reduce((total, [row, weight]) => total + weight * row[i] * row[j], 0);
      expect(matrix.get(i, j)).toBeCloseTo(sum, 9);
    }
  }
}

test('is the sum of weight x x, whatever the rows are', async () => {
  await fc.assert(fc.asyncProperty(tables, (rows) => expectEqual(rows)));
});

test('takes more rows than wait at once', async () => {
  await expectEqual(
    Array.from({ length: 9001 }, (_, row) => [[row & 1, 1, (row >> 1) & 1, 0, (row >> 2) & 1], row % 7]),
  );
});
