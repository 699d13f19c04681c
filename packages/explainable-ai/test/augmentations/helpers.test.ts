import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { ShapeError, ValueError } from 'xai-base';
import { augmentBatchDim } from '../../src/augmentations/augment-batch-dim';
import { augmentIndices } from '../../src/augmentations/augment-indices';
import { interpolateBatch } from '../../src/augmentations/interpolate-batch';
import { reduceAugmentation } from '../../src/augmentations/reduce-augmentation';
import { expectClose, randomTensor, take } from '../support/tensors';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 });
const counts = fc.integer({ min: 1, max: 5 });

test('reduceAugmentation undoes augmentBatchDim', () => {
  fc.assert(
    fc.property(shapes, counts, (shape, n) => {
      const input = randomTensor(shape);
      const back = tidy(() => reduceAugmentation(augmentBatchDim(input, n), n));
      expect(back.shape).toEqual(shape);
      expectClose(take(back), take(input), 1e-6);
    }),
  );
});

test('augmentIndices repeats in the order of augmentBatchDim', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 1 }), counts, (indices, n) => {
      const column = tidy(() => augmentBatchDim(tensor2d(indices, [indices.length, 1]), n));
      expect(augmentIndices(indices, n)).toEqual(Array.from(take(column)));
    }),
  );
});

test('interpolateBatch goes from the reference to the input', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 2, max: 5 }), (shape, n) => {
      const [x, x0] = [randomTensor(shape, 1), randomTensor(shape, 2)];
      const [batch, ...sample] = shape;
      const size = x.size / batch;
      const points = tidy(() => interpolateBatch(x, x0, n));
      expect(points.shape).toEqual([batch * n, ...sample]);
      const [values, ends, starts] = [points, x, x0].map(take);
      for (let row = 0; row < batch; row++) {
        const part = (from: Float32Array, at: number) => from.subarray(at * size, (at + 1) * size);
        expectClose(part(values, row * n), part(starts, row), 1e-6);
        expectClose(part(values, row * n + n - 1), part(ends, row), 1e-6);
      }
    }),
  );
});

test('a single reference serves every sample, and a single point lies at the input', () => {
  const [x, x0] = [randomTensor([3, 2], 1), randomTensor([1, 2], 2)];
  const points = tidy(() => interpolateBatch(x, x0, 1));
  expectClose(take(points), take(x), 1e-6);
  x0.dispose();
});

test('weights count in the place of the mean', () => {
  const values = randomTensor([2, 1]);
  const [first, second] = values.dataSync();
  const reduced = tidy(() => reduceAugmentation(values, 2, [3, -1]));
  expectClose(take(reduced), [3 * first - second]);
  values.dispose();
});

test('what does not fit is a typed error', () => {
  const values = randomTensor([3, 2]);
  for (const n of [0, -1, 1.5, Number.NaN]) {
    expect(() => augmentBatchDim(values, n)).toThrow(ValueError);
    expect(() => augmentIndices([1], n)).toThrow(ValueError);
    expect(() => interpolateBatch(values, values, n)).toThrow(ValueError);
    expect(() => reduceAugmentation(values, n)).toThrow(ValueError);
  }
  expect(() => reduceAugmentation(values, 2)).toThrow(
    'values has a batch of 3, with no weights; expected a multiple of 2',
  );
  expect(() => reduceAugmentation(values, 3, [1])).toThrow(ShapeError);
  const reference = randomTensor([2, 2]);
  expect(() => interpolateBatch(values, reference, 2)).toThrow("x0 has shape [2,2]; expected the input's shape [3,2]");
  reference.dispose();
  values.dispose();
});
