import { assert, double, integer, property } from 'fast-check';
import { digitsFor, formatNumber } from '../../src';

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
  [1234567, '1234567'],
  [123456789, '123456789'],
  [1000010791, '1000010791'],
  [1234567.89, '1234568'],
  [999999999999999, '999999999999999'],
  [-3e15, '−3×10¹⁵'],
])('%d is %s', (value, written) => {
  expect(formatNumber(value)).toBe(written);
});

test('whole numbers below 10^15 are written whole, whatever the digits: zip codes and identifiers stay what they are', () => {
  assert(
    property(
      integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
      integer({ min: 1, max: 12 }),
      (value, digits) => {
        expect(parse(formatNumber(value, digits))).toBe(value + 0);
      },
    ),
  );
});

test('with the digits for a step, numbers that are such a step apart are written differently', () => {
  assert(
    property(
      double({ min: 1e-2, max: 1e3, noNaN: true }),
      double({ min: 1e-2, max: 1e3, noNaN: true }),
      (from, step) => {
        const ends = [from, from + step];
        const digits = digitsFor(ends, step);
        const [first, second] = ends.map((end) => parse(formatNumber(end, digits)));
        expect(Math.abs(second - first - step)).toBeLessThanOrEqual(0.011 * step + 1e-14 * (from + step));
      },
    ),
  );
});

test('nothing moves by nothing', () => {
  expect([digitsFor([0, 0], 0), digitsFor([3], 0), digitsFor([1e300, -1e300], 1e-300)]).toEqual([4, 4, 6]);
});
