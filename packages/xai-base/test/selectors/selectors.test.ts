import { argMax, type Tensor, tensor2d, tidy, zeros } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describeBackends } from '../../../../tooling/jest/backends';
import {
  IndexError,
  IndexSelector,
  MaskSelector,
  MaxActivationSelector,
  type OutputSelector,
  ShapeError,
  selectedIndices,
  sliceSelector,
  toSelector,
  ValueError,
  WeightedSelector,
} from '../../src';
import { take } from '../support/tensors';

/** The mask of an output batch. */
function mask(selector: OutputSelector, rows: number[][]): number[][] {
  return take(tidy(() => selector.select(tensor2d(rows)))) as number[][];
}

/** Outputs with many ties. */
const outputs = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 })).chain(([batch, classes]) =>
  fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: classes, maxLength: classes }), {
    minLength: batch,
    maxLength: batch,
  }),
);

describeBackends('selectors', () => {
  test('the most activated output is one-hot at the first maximum of each row', () => {
    fc.assert(
      fc.property(outputs, (rows) => {
        const expected = rows.map((row) => row.map((_, index) => Number(index === row.indexOf(Math.max(...row)))));
        expect(mask(new MaxActivationSelector(), rows)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('an index is one-hot there, for all samples or one a sample; a slice selects as the whole', () => {
    const cases = outputs.chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.array(fc.nat(rows[0].length - 1), { minLength: rows.length, maxLength: rows.length }),
      ),
    );
    fc.assert(
      fc.property(cases, ([rows, indices]) => {
        const one = mask(new IndexSelector(indices[0]), rows);
        expect(one).toEqual(rows.map((row) => row.map((_, index) => Number(index === indices[0]))));
        const each = mask(new IndexSelector(indices), rows);
        expect(each).toEqual(rows.map((row, sample) => row.map((_, index) => Number(index === indices[sample]))));
        rows.forEach((row, sample) => {
          expect(mask(sliceSelector(new IndexSelector(indices), sample, 1), [row])).toEqual([each[sample]]);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('weights stand at their outputs, in every row', () => {
    expect(
      mask(new WeightedSelector({ 2: 1, 0: -0.5 }), [
        [5, 6, 7],
        [1, 2, 3],
      ]),
    ).toEqual([
      [-0.5, 0, 1],
      [-0.5, 0, 1],
    ]);
    const selector = new WeightedSelector({ 0: 1 });
    expect(sliceSelector(selector, 3, 2)).toBe(selector);
  });

  test('a mask selects what it holds, slices of slices included', () => {
    const whole = tensor2d([
      [0, 1],
      [1, 0],
      [0.5, -1],
    ]);
    const selector = new MaskSelector(whole);
    expect(
      mask(selector, [
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([
      [0, 1],
      [1, 0],
      [0.5, -1],
    ]);
    const part = sliceSelector(sliceSelector(selector, 1, 2), 1, 1);
    expect(mask(part, [[9, 9]])).toEqual([[0.5, -1]]);
    expect(() =>
      mask(part, [
        [9, 9],
        [9, 9],
      ]),
    ).toThrow(ShapeError);
    whole.dispose();
  });

  test('the selected indices are those of the largest weight', async () => {
    const selection = tensor2d([
      [0, 1, 0],
      [1, 0, 0],
      [-2, -1, 3],
    ]);
    expect(await selectedIndices(selection)).toEqual([1, 0, 2]);
    selection.dispose();
  });
});

describe('wrong selections', () => {
  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('index %p', (index) => {
    expect(() => new IndexSelector(index)).toThrow(ValueError);
    expect(() => new IndexSelector([0, index])).toThrow(`Output index ${index}: expected an integer of at least 0`);
  });

  test('an output that the model does not have: the message names the index and the number of outputs', () => {
    const message = 'Output index 3 does not exist: the model has 3 outputs; expected an index from 0 to 2.';
    const rows = [[1, 2, 3]];
    for (const selector of [new IndexSelector(3), new IndexSelector([3]), new WeightedSelector({ 3: 1 })]) {
      expect(() => mask(selector, rows)).toThrow(message);
      expect(() => mask(selector, rows)).toThrow(IndexError);
    }
  });

  test('more or fewer indices than samples', () => {
    expect(() => mask(new IndexSelector([0, 1]), [[1, 2]])).toThrow(ShapeError);
    const input = zeros([3, 2]);
    expect(() => toSelector([0, 1], input)).toThrow('2 output indices for 3 samples');
    input.dispose();
  });

  test.each([{}, { 1.5: 1 }, { '-1': 1 }, { 0: Number.NaN }, { a: 1 }])('weights %p', (weights) => {
    expect(() => new WeightedSelector(weights as Record<number, number>)).toThrow(ValueError);
  });

  test.each(['4', null, true, {}])('selection %p', (selection) => {
    const input = zeros([1, 2]);
    expect(() => toSelector(selection as unknown as number, input)).toThrow(ValueError);
    input.dispose();
  });
});

test('the same selection gives the same selector, one of the right kind', () => {
  const input = zeros([2, 2]);
  expect(toSelector(undefined, input)).toBe(toSelector(undefined, input));
  expect(toSelector(undefined, input)).toBeInstanceOf(MaxActivationSelector);
  expect(toSelector(4, input)).toBe(toSelector(4, input));
  expect((toSelector([1, 0], input) as IndexSelector).indices).toEqual([1, 0]);
  const own: OutputSelector = { select: (output: Tensor) => output };
  expect(toSelector(own, input)).toBe(own);
  input.dispose();
});

test('a selector of one sample is used for all samples when it has no slices', () => {
  const own: OutputSelector = { select: (output: Tensor) => argMax(output) };
  expect(sliceSelector(own, 2, 1)).toBe(own);
});
