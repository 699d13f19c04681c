import { array, assert, double, property } from 'fast-check';
import { drawable, linearScale, rangeOf } from '../../src';

const numbers = array(double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });

test('whatever the numbers, a drawable range holds them, and a scale of it maps them between its ends', () => {
  assert(
    property(numbers, (values) => {
      const range = drawable(rangeOf(values));
      expect(range[1]).toBeGreaterThan(range[0]);
      const scale = linearScale(range, [0, 1]);
      expect(scale(range[0])).toBe(0);
      expect(scale(range[1])).toBe(1);
      for (const value of values) {
        expect(scale(value)).toBeGreaterThanOrEqual(0);
        expect(scale(value)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('by hand, and downwards', () => {
  const yOf = linearScale([-1, 3], [100, 20]);
  expect([-1, 0, 3].map(yOf)).toEqual([100, 80, 20]);
});
