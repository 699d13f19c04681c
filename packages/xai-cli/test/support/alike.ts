interface Summary {
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** How far two engines, which add in orders of their own, may be apart, of the largest number: some hundred roundings of single precision. */
const ENGINES = 1e-5;

/**
 * Expects two attributions to have the same sum and the same extrema, but for rounding.
 *
 * @param output of the model, where they are differences of outputs, whose rounding they have
 */
export function expectAlike(given: Summary, expected: Summary, output = 0): void {
  const scale = Math.max(...[expected.sum, expected.min, expected.max, output].map(Math.abs));
  for (const value of ['sum', 'min', 'max'] as const)
    expect(Math.abs(given[value] - expected[value])).toBeLessThanOrEqual(ENGINES * scale);
}
