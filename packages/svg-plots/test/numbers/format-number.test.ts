import { assert, double, property } from 'fast-check';
import { formatNumber } from '../../src';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What a reader takes a written number for. */
function parse(written: string): number {
  const plain = written.replace('−', '-').replace('×10', 'e').replace('⁻', '-');
  return Number(plain.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(superscripts.indexOf(digit))));
}

test('a reader takes it for the number, to the digits asked for', () => {
  assert(
    property(double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const error = Math.abs(parse(formatNumber(value, 6)) - value);
      expect(error).toBeLessThanOrEqual(5e-6 * Math.abs(value) + Number.MIN_VALUE);
    }),
  );
});

test.each([
  [1234, '1234'],
  [123456, '123456'],
  [-0, '0'],
  [-0.25, '−0.25'],
  [1 / 3, '0.3333'],
  [1.2e-7, '1.2×10⁻⁷'],
  [-3e12, '−3×10¹²'],
])('%d is %s', (value, written) => {
  expect(formatNumber(value)).toBe(written);
});
