import fc from 'fast-check';
import { turnsOf } from '../../src/evaluation/turn';
import { conjugateGradients } from '../../src/linear-algebra/conjugate-gradients';
import { SquareMatrix } from '../../src/linear-algebra/square-matrix';
import { choleskyOf, solveSymmetric } from '../../src/linear-algebra/symmetric-system';

const turn = turnsOf();

const size = 4;
const number = fc.double({ min: -2, max: 2, noNaN: true });
const matrices = fc.array(number, { minLength: size * size, maxLength: size * size });

/** `B B' + share I`, row-major. */
function positive(b: readonly number[], share: number): number[] {
  return Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    const sum = b.slice(0, size).reduce((total, _value, k) => total + b[i * size + k] * b[j * size + k], 0);
    return i === j ? sum + share : sum;
  });
}

function times(matrix: ArrayLike<number>, vector: ArrayLike<number>): number[] {
  return Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j] * vector[j];
    return sum;
  });
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>) {
  expect(found).toHaveLength(expected.length);
  for (let index = 0; index < expected.length; index++) expect(found[index]).toBeCloseTo(expected[index], 8);
}

test('the solution solves the equations', async () => {
  await fc.assert(
    fc.asyncProperty(matrices, fc.array(number, { minLength: size, maxLength: size }), async (b, right) => {
      const values = positive(b, 0.1);
      const matrix = new SquareMatrix(Float64Array.from(values), size);
      expectClose(times(values, await solveSymmetric(matrix, right, turn)), right);
    }),
  );
});

test('a singular matrix gives the shortest of the solutions', async () => {
  const ones = new SquareMatrix(new Float64Array(size * size).fill(1), size);
  expect(await choleskyOf(ones, turn)).toBeUndefined();
  expectClose(await solveSymmetric(ones, [4, 4, 4, 4], turn), [1, 1, 1, 1]);
});

test('a matrix that only rounding keeps from being singular counts as singular', async () => {
  const weights = [0.1, 0.7, 0.3]; // of three rows of four numbers
  const rows = [
    [1, 0, 1, 1],
    [0, 1, 1, 1],
    [1, 1, 0, 0],
  ];
  const values = Float64Array.from({ length: size * size }, (_, at) =>
    rows.reduce((sum, row, index) => sum + weights[index] * row[at % size] * row[Math.floor(at / size)], 0),
  );
  expect(await choleskyOf(new SquareMatrix(values, size), turn)).toBeUndefined();
  const solution = await solveSymmetric(new SquareMatrix(values, size), times(values, [1, 2, 3, 3]), turn);
  expectClose(solution, [1, 2, 3, 3]);
});

test('whatever the weights are', async () => {
  const weight = fc.double({ min: 0.01, max: 1, noNaN: true });
  const row = fc.array(fc.constantFrom(0, 1), { minLength: 6, maxLength: 6 });
  const rows = fc.array(fc.tuple(row, weight), { minLength: 5, maxLength: 5 }); // five rows of six unknowns
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const values = Float64Array.from({ length: 36 }, (_, at) =>
        given.reduce((sum, [one, share]) => sum + share * one[at % 6] * one[Math.floor(at / 6)], 0),
      );
      expect(await choleskyOf(new SquareMatrix(values, 6), turn)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('conjugate gradients solve as well as the factor', async () => {
  await fc.assert(
    fc.asyncProperty(matrices, fc.array(number, { minLength: size, maxLength: size }), async (b, right) => {
      const matrix = new SquareMatrix(Float64Array.from(positive(b, 0.5)), size);
      const found = await conjugateGradients((vector) => matrix.times(vector), right, turn);
      const expected = await solveSymmetric(matrix, right, turn);
      for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i], 6);
    }),
  );
});

test('there may be no unknowns', async () => {
  expect(await solveSymmetric(new SquareMatrix(new Float64Array(), 0), [], turn)).toHaveLength(0);
});
