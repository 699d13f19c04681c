import { tensor, transpose, zeros } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { ShapeError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { identity } from '../support/graphs';
import { call, withModel } from '../support/with-model';

const image = identity('float32', 'batch', 3, 4, 5);

describeBackends('channelsFirst', () => {
  it.each([3, 4, 5])('moves the last of %s axes behind the first', async (rank) => {
    const open = Array.from({ length: rank }, (_, axis) => `axis${axis}`);
    await withModel(identity('float32', ...open), { channelsFirst: true }, (model) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 3 }), { minLength: rank, maxLength: rank }),
          async (shape) => {
            const size = shape.reduce((product, length) => product * length, 1);
            const input = tensor(
              Array.from({ length: size }, (_, index) => index),
              shape,
              'float32',
            );
            const axes = [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, axis) => axis + 1)];
            const expected = transpose(input, axes);
            const values = Array.from(await expected.data());
            const { shape: expectedShape } = expected;
            expected.dispose();
            expect(await call(model, input)).toMatchObject({ shape: expectedShape, values });
          },
        ),
        { numRuns: 20 },
      ),
    );
  });
});

describe('a wrong shape', () => {
  const messageFor = (shape: number[], channelsFirst = false) =>
    withModel(image, { channelsFirst }, async (model) => {
      const error = await call(model, zeros(shape)).catch((reason) => reason);
      expect(error).toBeInstanceOf(ShapeError);
      return error.message;
    });

  it('is refused with what the model takes', async () => {
    expect(await messageFor([1, 9, 9, 9])).toBe(
      'x has shape [1, 9, 9, 9]; the model takes x: float32[batch, 3, 4, 5] (the first axis: any number of samples).',
    );
    expect(await messageFor([0, 3, 4, 5])).toMatch(/^x has shape \[0, 3, 4, 5]/);
    expect(await messageFor([])).toMatch(/^x has shape \[]/);
    expect(await messageFor([], true)).toMatch(/^x has shape \[]/);
  });

  it('comes with what would make it fit', async () => {
    expect(await messageFor([2, 4, 5, 3])).toMatch(/channels last, load the model with { channelsFirst: true }\.$/);
    expect(await messageFor([2, 3, 4, 5], true)).toMatch(/has channels first already: leave channelsFirst out\.$/);
    expect(await messageFor([3, 4, 5])).toMatch(/For one sample: tf\.expandDims\(input, 0\)\.$/);
  });
});
