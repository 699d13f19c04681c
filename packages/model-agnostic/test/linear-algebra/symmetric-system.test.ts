import fc from 'fast-check';
import { symmetricSystem } from '../../src/linear-algebra/symmetric-system';

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

function lower(matrix: readonly number[]): Float64Array {
  return Float64Array.from(matrix, (value, at) => (at % size > Math.floor(at / size) ? 0 : value));
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>) {
  expect(found).toHaveLength(expected.length);
  for (let index = 0; index < expected.length; index++) expect(found[index]).toBeCloseTo(expected[index], 8);
}

test('the solution solves the equations, and so does the inverse', () => {
  fc.assert(
    fc.property(matrices, fc.array(number, { minLength: size, maxLength: size }), (b, right) => {
      const matrix = positive(b, 0.1);
      const system = symmetricSystem(lower(matrix), size);
      expectClose(times(matrix, system.solve(right)), right);
      expectClose(times(matrix, times(system.inverse(), right)), right);
    }),
  );
});

test('a singular matrix gives the shortest of the solutions', () => {
  const ones = new Array<number>(size * size).fill(1);
  const system = symmetricSystem(lower(ones), size);
  expectClose(system.solve([4, 4, 4, 4]), [1, 1, 1, 1]);
  expectClose(system.inverse(), new Array<number>(size * size).fill(1 / 16));
});

test('there may be no unknowns', () => {
  const system = symmetricSystem(new Float64Array(), 0);
  expect(system.solve([])).toHaveLength(0);
  expect(system.inverse()).toHaveLength(0);
});
