import '@tensorflow/tfjs-backend-cpu';
import { setBackend, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from 'xai-base';
import { type ImageRange, toImages } from '../../src';

beforeAll(() => setBackend('cpu'));

async function draw(data: number[], shape: number[], range?: ImageRange, dtype: 'float32' | 'int32' = 'float32') {
  const images: Tensor = tensor(data, shape, dtype);
  try {
    return (await toImages(images, range)).map((image) => [...image.data]);
  } finally {
    images.dispose();
  }
}

test('gray, RGB and RGBA', async () => {
  expect(await draw([0.2], [1, 1, 1, 1])).toEqual([[51, 51, 51, 255]]);
  expect(await draw([0.2, 0, 1], [1, 1, 3])).toEqual([[51, 0, 255, 255]]);
  expect(await draw([0.2, 0, 1, 0.4], [1, 1, 1, 4])).toEqual([[51, 0, 255, 102]]);
});

test('the range is taken from each image', async () => {
  const shape = [3, 1, 2, 1];
  const firsts = async (data: number[]) => (await draw(data, shape)).map((image) => [image[0], image[4]]);
  expect(await firsts([0, 1, 0, 255, -1, 1])).toEqual([
    [0, 255],
    [0, 255],
    [0, 255],
  ]);
  expect(await firsts([0.2, 0.4, 2, 4, -3, -3])).toEqual([
    [51, 102],
    [2, 4],
    [0, 0],
  ]);
});

test('integers are in 0..255, and a range that is given holds', async () => {
  expect(await draw([0, 1], [1, 1, 2, 1], undefined, 'int32')).toEqual([[0, 0, 0, 255, 1, 1, 1, 255]]);
  expect(await draw([-1, 0], [1, 1, 2, 1], [-1, 1])).toEqual([[0, 0, 0, 255, 128, 128, 128, 255]]);
});

test('rejects other shapes, NaN and a range that does not ascend', async () => {
  await expect(draw([1, 2], [1, 1, 1, 2])).rejects.toThrow(ShapeError);
  await expect(draw([1], [1, 1])).rejects.toThrow(/expected \[batch, height, width, channels\]/);
  await expect(draw([Number.NaN], [1, 1, 1])).rejects.toThrow(/image holds NaN/);
  await expect(draw([1], [1, 1, 1], [1, 0])).rejects.toThrow(ValueError);
  await expect(draw([], [0, 2, 2, 1])).rejects.toThrow(ShapeError);
  await expect(toImages(undefined as unknown as Tensor)).rejects.toThrow(
    /image is undefined; expected a numeric tensor/,
  );
});
