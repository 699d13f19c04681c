import fc from 'fast-check';
import { ShapeError } from 'xai-base';
import { DropDims, FlipImage, PermuteDims, type RGBAImage, type Values } from '../../src';
import { anyBatch, anyMaps, perSample, values } from '../values-for-tests';

const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });

test('a permutation puts axis dims[i] at i', () => {
  fc.assert(
    fc.property(anyBatch, order, (batch, dims) => {
      const { shape, data } = new PermuteDims(...dims).apply(batch, perSample) as Values;
      expect(shape).toEqual(dims.map((axis) => batch.shape[axis]));
      const at = (lengths: readonly number[], position: number[]) =>
        position.reduce((flat, coordinate, axis) => flat * lengths[axis] + coordinate, 0);
      for (let a = 0; a < shape[0]; a++)
        for (let b = 0; b < shape[1]; b++)
          for (let c = 0; c < shape[2]; c++)
            for (let d = 0; d < shape[3]; d++) {
              const source: number[] = [];
              for (const [index, axis] of dims.entries()) source[axis] = [a, b, c, d][index];
              expect(data[at(shape, [a, b, c, d])]).toBe(batch.data[at(batch.shape, source)]);
            }
    }),
  );
});

test('a permutation is undone by its inverse', () => {
  fc.assert(
    fc.property(anyBatch, order, (batch, dims) => {
      const inverse = dims.map((_, axis) => dims.indexOf(axis));
      const there = new PermuteDims(...dims).apply(batch, perSample);
      expect(new PermuteDims(...inverse).apply(there, perSample)).toEqual(batch);
    }),
  );
});

test('a permutation wants every axis once, and values of its rank', () => {
  for (const dims of [[], [0, 0], [1, 2], [0, 2, 3], [0, 1.5]])
    expect(() => new PermuteDims(...dims)).toThrow(ShapeError);
  expect(() => new PermuteDims(0, 2, 1).apply(values([1, 1, 1, 1], [0]), perSample)).toThrow(/expected 3 axes/);
});

test('flipping swaps height and width, and twice it changes nothing', () => {
  expect(new FlipImage().apply(values([1, 2, 3], [1, 2, 3, 4, 5, 6]))).toEqual(values([1, 3, 2], [1, 4, 2, 5, 3, 6]));
  fc.assert(
    fc.property(anyBatch, (batch) => expect(new FlipImage().apply(new FlipImage().apply(batch))).toEqual(batch)),
  );
  fc.assert(fc.property(anyMaps, (maps) => expect(new FlipImage().apply(new FlipImage().apply(maps))).toEqual(maps)));
});

test('flipping works on images', () => {
  const image = { width: 2, height: 1, data: new Uint8ClampedArray([1, 2, 3, 4, 5, 6, 7, 8]) };
  const [flipped] = new FlipImage().apply([image]) as RGBAImage[];
  expect(flipped).toEqual({ width: 1, height: 2, data: image.data });
  expect(new FlipImage().apply([flipped])).toEqual([image]);
});

test('dropping removes axes of length 1 only', () => {
  const batch = values([1, 1, 2, 1], [4, 5]);
  expect(new DropDims(1, 3).apply(batch, perSample)).toEqual(values([1, 2], [4, 5]));
  expect(() => new DropDims(2).apply(batch, perSample)).toThrow(
    /values of shape \[1,1,2,1\]; expected axes of length 1/,
  );
  expect(() => new DropDims(4).apply(batch, perSample)).toThrow(ShapeError);
});
