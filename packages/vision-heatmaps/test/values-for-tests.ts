import fc from 'fast-check';
import type { Values } from '../src';

export const perSample = { colorRange: 'sample' } as const;
export const perBatch = { colorRange: 'batch' } as const;

export function values(shape: number[], data: readonly number[]): Values {
  return { shape, data: Float64Array.from(data) };
}

/** Values of a shape, integers that sums keep exact among them. */
export function valuesOf(shape: number[]): fc.Arbitrary<Values> {
  const length = shape.reduce((product, side) => product * side, 1);
  const number = fc.oneof(
    fc.integer({ min: -9, max: 9 }),
    fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    fc.constant(-0),
  );
  return fc.array(number, { minLength: length, maxLength: length }).map((data) => values(shape, data));
}

/** Small values with a batch, a height, a width and channels. */
export const anyBatch: fc.Arbitrary<Values> = fc
  .tuple(...[3, 4, 4, 4].map((max) => fc.integer({ min: 1, max })))
  .chain((shape) => valuesOf(shape));

/** Small maps of integers without channels. */
export const integerMaps: fc.Arbitrary<Values> = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: 12, maxLength: 12 })
  .map((data) => values([2, 3, 2], data));

/** Small maps without channels. */
export const anyMaps: fc.Arbitrary<Values> = fc
  .tuple(...[3, 4, 4].map((max) => fc.integer({ min: 1, max })))
  .chain((shape) => valuesOf(shape));
