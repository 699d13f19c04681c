import { array, assert, constantFrom, double, property } from 'fast-check';
import { ValueError } from 'xai-base';
import { type Clip, colorRange, type ValueRange } from '../../src';

const values = array(double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 });
const ranges = constantFrom<ValueRange>('centered', 'extrema');
const clips = constantFrom<Clip>('auto', false, 0.9, 1);

/** So many numbers that lie evenly from -1 to 1. */
const even = (count: number) => Array.from({ length: count }, (_, at) => (2 * at) / (count - 1) - 1);

test('whatever the values, positions lie from 0 to 1 and rise with them; what is not clipped is told apart from what is', () => {
  assert(
    property(values, ranges, clips, (given, range, clip) => {
      const found = colorRange(given, range, clip);
      const [low, high] = found.range;
      const sorted = given.toSorted((one, other) => one - other);
      const positions = sorted.map(found.position);
      expect(positions.every((one) => one >= 0 && one <= 1)).toBe(true);
      expect(positions).toEqual(positions.toSorted((one, other) => one - other));
      expect(found.isClipped).toEqual([sorted[0] < low, sorted[sorted.length - 1] > high]);
      if (clip === false) expect(found.isClipped).toEqual([false, false]);
      if (range === 'centered') expect(low).toBe(-high + 0);
      if (high > low) expect([found.position(low), found.position(high)]).toEqual([0, 1]);
    }),
  );
});

test('values without outliers keep their whole range: numbers that lie evenly, Gaussians, a few of any kind', () => {
  for (const count of [16, 100, 784]) {
    expect(colorRange(even(count), 'centered', 'auto').range).toEqual([-1, 1]);
    expect(colorRange(even(count), 'extrema', 'auto').range).toEqual([-1, 1]);
  }
  expect(colorRange([...even(14), 1e9], 'centered', 'auto').range).toEqual([-1e9, 1e9]); // 15 values
});

test.each([16, 49, 784, 50176])('one outlier among %d values does not take up the colours', (count) => {
  const withOutlier = [...even(count - 1), 1000];
  const centered = colorRange(withOutlier, 'centered', 'auto');
  expect(centered.range[1]).toBeLessThanOrEqual(1);
  expect(centered.range[1]).toBeGreaterThan(0.8);
  expect(centered.isClipped).toEqual([false, true].map((above) => above || centered.range[0] > -1));
  const extrema = colorRange(withOutlier, 'extrema', 'auto');
  expect(extrema.range[0]).toBe(-1);
  expect(extrema.range[1]).toBeLessThanOrEqual(1);
  expect(extrema.range[1]).toBeGreaterThan(0.8);
  expect(extrema.isClipped).toEqual([false, true]);
  const below = colorRange(withOutlier.map((value) => 500 - value), 'extrema', 'auto'); // biome-ignore format: one idea
  expect(below.isClipped).toEqual([true, false]);
});

test('four times the percentile 99 is no outlier yet', () => {
  const zeros = [...Array(95).fill(0), 1, 1, 1, 1];
  expect(colorRange([...zeros, 4], 'centered', 'auto').range).toEqual([-4, 4]);
  expect(colorRange([...zeros, 4.01], 'centered', 'auto').range).toEqual([-1, 1]);
  expect(colorRange([...zeros, -4.01], 'centered', 'auto').isClipped).toEqual([true, false]);
});

test('what alone differs from zeros is no outlier: it is what there is to see', () => {
  expect(colorRange([...Array(99).fill(0), 7], 'centered', 'auto').range).toEqual([-7, 7]);
  expect(colorRange([...Array(99).fill(2), 7], 'extrema', 'auto').range).toEqual([2, 7]);
});

test('a percentile by hand', () => {
  expect(colorRange([0, 1, 2, 3, 100], 'extrema', 0.75).range).toEqual([1, 3]);
  expect(colorRange([0, -1, 2, -3, 100], 'centered', 0.75).range).toEqual([-3, 3]);
  expect(colorRange([0, -1, 2, -3, 100], 'centered', 1).range).toEqual([-100, 100]);
});

test('equal values get the low end, zeros around zero the middle', () => {
  expect(colorRange([5, 5], 'extrema').position(5)).toBe(0);
  expect(colorRange([0, -0], 'centered').position(0)).toBe(0.5);
});

test.each([
  [
    'another range',
    () => colorRange([1], 'wide' as ValueRange),
    "range is \"wide\"; expected 'centered', 'extrema', or two finite numbers",
  ],
  ['a percentile of no sense', () => colorRange([1], 'extrema', 0.5), "clip is 0.5; expected 'auto', false, or"],
  ['percent', () => colorRange([1], 'extrema', 99), 'clip is 99'],
  ['true', () => colorRange([1], 'extrema', true as never), 'clip is true'],
])('%s', (_, act, message) => {
  expect(act).toThrow(ValueError);
  expect(act).toThrow(message);
});
