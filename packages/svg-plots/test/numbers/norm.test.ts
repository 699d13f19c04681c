import { array, assert, double, property } from 'fast-check';
import { norm } from '../../src';

test('is that of Math.hypot', () => {
  assert(
    property(array(double({ min: -1e300, max: 1e300, noNaN: true }), { maxLength: 20 }), (values) => {
      const right = Math.hypot(...values);
      expect(Math.abs(norm(values) - right)).toBeLessThanOrEqual(1e-12 * right);
    }),
  );
});

test('takes more numbers than a function takes arguments', () => {
  expect(norm(new Float32Array(1_000_000).fill(2))).toBe(2000);
});
