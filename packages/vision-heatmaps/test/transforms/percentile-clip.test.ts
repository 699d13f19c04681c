import fc from 'fast-check';
import { PercentileClip, type Values } from '../../src';
import { anyMaps, perBatch, perSample, values } from '../values-for-tests';

const ten = [3, -1, 4, 1, -5, 9, 2, -6, 5, 3.5];
const extremes = (clip: PercentileClip, context: typeof perSample | typeof perBatch, batch: Values) => {
  const { data } = clip.apply(batch, context) as Values;
  return [Math.min(...data), Math.max(...data)];
};

test('clips at the quantiles of NumPy 2.4.6', () => {
  const batch = values([1, 2, 5], ten);
  const [low, high] = extremes(new PercentileClip(), perSample, batch);
  expect(low).toBeCloseTo(-5.991, 10);
  expect(high).toBeCloseTo(8.964, 10);
  const [low5, high95] = extremes(new PercentileClip(0.05, 0.95), perSample, batch);
  expect(low5).toBeCloseTo(-5.55, 10);
  expect(high95).toBeCloseTo(7.2, 10);
});

test('takes the percentiles of each sample, or of the batch', () => {
  const batch = values([2, 1, 3], [0, 1, 2, 10, 20, 30]);
  const clip = new PercentileClip(0, 0.5);
  expect(clip.apply(batch, perSample)).toEqual(values([2, 1, 3], [0, 1, 1, 10, 20, 20]));
  expect(clip.apply(batch, perBatch)).toEqual(values([2, 1, 3], [0, 1, 2, 6, 6, 6]));
});

test('changes nothing from 0 to 1, and nothing about the order of values', () => {
  fc.assert(
    fc.property(anyMaps, (batch) => {
      const unclipped = new PercentileClip(0, 1).apply(batch, perSample) as Values;
      expect(unclipped.data.every((value, at) => value === batch.data[at])).toBe(true);
      const { data } = new PercentileClip(0.2, 0.7).apply(batch, perBatch) as Values;
      const order = [...batch.data.keys()].sort((a, b) => batch.data[a] - batch.data[b]);
      for (const [rank, at] of order.entries())
        expect(data[at]).toBeGreaterThanOrEqual(data[order[Math.max(rank - 1, 0)]]);
    }),
  );
});

test('one value stays', () => {
  expect(new PercentileClip().apply(values([1, 1, 1], [7]), perSample)).toEqual(values([1, 1, 1], [7]));
});

test.each([
  [-0.1, 0.9],
  [0.5, 0.5],
  [0.9, 0.1],
  [0, 1.1],
  [0.1, 99.9],
  [Number.NaN, 0.9],
])('rejects the percentiles %p and %p', (lower, upper) => {
  expect(() => new PercentileClip(lower, upper)).toThrow(/expected 0 <= lower < upper <= 1/);
});
