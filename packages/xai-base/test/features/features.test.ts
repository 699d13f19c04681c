import { sum, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describeBackends } from '../../../../tooling/jest/backends';
import { IndexError, IndexedFeatures, TopNFeatures, ValueError } from '../../src';
import { randomTensor, take } from '../support/tensors';

const shapes = fc.constantFrom<number[]>([1, 7], [3, 5], [2, 4, 6], [3, 2, 3, 5]);

describeBackends('feature selectors', () => {
  test('TopNFeatures: the n largest sums over the axes between, largest first, sample by sample', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 5 }), fc.nat(1000), (shape, n, seed) => {
        const relevance = randomTensor(shape, seed);
        const between = shape.slice(1, -1).map((_, axis) => axis + 1);
        const sums = take(tidy(() => (between.length > 0 ? sum(relevance, between) : relevance.clone()))) as number[][];
        const picked = tidy(() => new TopNFeatures(n).select(relevance));
        expect(picked.dtype).toBe('int32');
        const expected = sums.map((row) => [...row.keys()].sort((a, b) => row[b] - row[a]).slice(0, n));
        expect(take(picked)).toEqual(expected);
        relevance.dispose();
      }),
      { numRuns: 30 },
    );
  });

  test('IndexedFeatures: the same for every sample, in the given order', () => {
    const selector = new IndexedFeatures(4, 0, 4);
    expect(selector.count).toBe(3);
    const picked = tidy(() => selector.select(zeros([2, 3, 3, 5])));
    expect([picked.dtype, take(picked)]).toEqual([
      'int32',
      [
        [4, 0, 4],
        [4, 0, 4],
      ],
    ]);
  });
});

test('wrong indices and counts', () => {
  for (const wrong of [[], [-1], [0.5], [Number.NaN]]) expect(() => new IndexedFeatures(...wrong)).toThrow(ValueError);
  for (const wrong of [0, -1, 1.5, Number.NaN]) expect(() => new TopNFeatures(wrong)).toThrow(ValueError);
});

test('more features than there are: the message names both numbers', () => {
  const select = (selector: { select(relevance: Tensor): Tensor }) => () => tidy(() => selector.select(zeros([1, 3])));
  expect(select(new TopNFeatures(5))).toThrow('TopNFeatures(5): the layer has 3 features; expected at most 3.');
  expect(select(new TopNFeatures(5))).toThrow(IndexError);
  expect(select(new IndexedFeatures(0, 3))).toThrow('Feature 3 does not exist: the layer has 3 features');
  expect(select(new IndexedFeatures(0, 3))).toThrow(IndexError);
});
