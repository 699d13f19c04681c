import { assert, double, integer, property, tuple } from 'fast-check';
import { ticks } from '../../src';

const ranges = tuple(double({ min: -1e9, max: 1e9, noNaN: true }), double({ min: 1, max: 1e9, noNaN: true })).map(
  ([low, width]) => [low, low + width] as const,
);

test('lie in the range, rise by equal steps of 1, 2 or 5 times a power of ten, and are two or more', () => {
  assert(
    property(ranges, integer({ min: 1, max: 20 }), ([low, high], count) => {
      const marks = ticks([low, high], count);
      const slack = 1e-9 * (high - low) + 1e-14 * Math.max(Math.abs(low), Math.abs(high));
      expect(marks.length).toBeGreaterThanOrEqual(2);
      expect(marks.length).toBeLessThanOrEqual(Math.max(2 * count, 16) + 1);
      expect(marks[0]).toBeGreaterThanOrEqual(low - slack);
      expect(marks.at(-1)!).toBeLessThanOrEqual(high + slack);
      const step = (marks.at(-1)! - marks[0]) / (marks.length - 1);
      const leading = Number(step.toExponential(3).split('e')[0]);
      expect([1, 2, 5, 10]).toContain(leading);
      marks.forEach((mark, at) => {
        expect(Math.abs(mark - marks[0] - at * step)).toBeLessThanOrEqual(slack);
      });
    }),
  );
});

test('of whole numbers are whole', () => {
  expect(ticks([0, 2], 10, 1)).toEqual([0, 1, 2]);
});

test('of a range of no width are its low end', () => {
  expect(ticks([3, 3], 5)).toEqual([3]);
});
