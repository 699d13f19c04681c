import fc from 'fast-check';
import {
  AbsSumReduction,
  MaxAbsReduction,
  NormReduction,
  type Reduction,
  SumAbsReduction,
  SumReduction,
  type Values,
} from '../../src';
import { anyBatch, perSample, values } from '../values-for-tests';

/** The definitions, as plain loops over the channels of a pixel. */
const definitions: [Reduction, (channels: number[]) => number][] = [
  [new SumReduction(), (channels) => loop(channels, (sum, value) => sum + value)],
  [new NormReduction(), (channels) => Math.sqrt(loop(channels, (sum, value) => sum + value ** 2))],
  [new MaxAbsReduction(), (channels) => loop(channels, (most, value) => Math.max(most, value, -value))],
  [new SumAbsReduction(), (channels) => loop(channels, (sum, value) => sum + (value < 0 ? -value : value))],
  [new AbsSumReduction(), (channels) => Math.sqrt(loop(channels, (sum, value) => sum + value) ** 2)],
];

function loop(channels: number[], step: (result: number, value: number) => number): number {
  let result = 0;
  for (const value of channels) result = step(result, value);
  return result;
}

describe.each(definitions)('%p', (reduction, definition) => {
  test('equals its definition at every pixel', () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        const [channels] = batch.shape.slice(-1);
        const reduced = reduction.apply(batch, perSample) as Values;
        expect(reduced.shape).toEqual(batch.shape.slice(0, -1));
        for (const [pixel, value] of reduced.data.entries()) {
          const expected = definition([...batch.data.slice(pixel * channels, (pixel + 1) * channels)]);
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)));
        }
      }),
    );
  });

  test('leaves what it was given', () => {
    const batch = values([1, 1, 1, 3], [3, -2, 1]);
    reduction.apply(batch, perSample);
    expect(batch).toEqual(values([1, 1, 1, 3], [3, -2, 1]));
  });
});

test('three channels by hand: an absolute sum is taken at the end, not at each step', () => {
  const batch = values([1, 1, 1, 3], [-5, 2, 6]);
  const reduce = (reduction: Reduction) => (reduction.apply(batch, perSample) as Values).data[0];
  expect(reduce(new AbsSumReduction())).toBe(3);
  expect(reduce(new SumReduction())).toBe(3);
  expect(reduce(new SumAbsReduction())).toBe(13);
  expect(reduce(new MaxAbsReduction())).toBe(6);
  expect(reduce(new NormReduction())).toBeCloseTo(Math.sqrt(65), 12);
});

test('the norm of one channel is its absolute value', () => {
  expect(new NormReduction().apply(values([1, 1, 2, 1], [-3, 3]), perSample)).toEqual(values([1, 1, 2], [3, 3]));
});

test('a norm does not overflow', () => {
  const { data } = new NormReduction().apply(values([1, 1, 1, 2], [3e200, 4e200]), perSample) as Values;
  expect(data[0] / 5e200).toBeCloseTo(1, 12);
});
