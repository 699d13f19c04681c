import { assert, double, property } from 'fast-check';
import { formatRange } from '../../src';

test('ends of one size have three digits', () => {
  expect(formatRange([-0.98234, 0.98234])).toEqual(['−0.982', '0.982']);
  expect(formatRange([-1.5e-7, 1.5e-7])).toEqual(['−1.5×10⁻⁷', '1.5×10⁻⁷']);
});

test('the smaller end has no more decimal places than the larger one', () => {
  expect(formatRange([2.24e-5, 1.0912])).toEqual(['0', '1.09']);
  expect(formatRange([-0.6724, 3.3813])).toEqual(['−0.67', '3.38']);
  expect(formatRange([-12.34567, 0.1234])).toEqual(['−12.3', '0.1']);
});

test('ends that differ are written differently, in their order', () => {
  const number = double({ min: -1e6, max: 1e6, noNaN: true }).filter((one) => one === 0 || Math.abs(one) > 1e-3);
  const parse = (written: string) => Number(written.replace('−', '-'));
  assert(
    property(number, number, (one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      if (high - low <= 1e-6 * Math.max(-low, high)) return;
      const [first, last] = formatRange([low, high]).map(parse);
      expect(first).toBeLessThan(last);
      expect(Math.abs(first - low)).toBeLessThanOrEqual(0.006 * Math.max(-low, high));
    }),
  );
});
