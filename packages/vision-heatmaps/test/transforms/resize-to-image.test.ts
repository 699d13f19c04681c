import { ShapeError } from 'xai-base';
import { createImage, ResizeToImage, type RGBAImage, type Values } from '../../src';
import { perSample, values } from '../values-for-tests';

const over = (width: number, height: number) => ({ ...perSample, images: [createImage(width, height)] });
const transform = new ResizeToImage();

test('interpolates values as Pillow does', () => {
  const resized = transform.apply(values([1, 2, 2], [0, 100, 200, 40]), over(4, 4)) as Values;
  const pillow = [0, 25, 75, 100, 50, 58.75, 76.25, 85, 150, 126.25, 78.75, 55, 200, 160, 80, 40];
  expect(resized).toEqual(values([1, 4, 4], pillow));
});

test('resizes each sample and each channel on its own', () => {
  const batch = values([2, 1, 2, 2], [0, 10, 4, 20, 1, -1, 5, -5]);
  const resized = transform.apply(batch, over(4, 1));
  expect(resized).toEqual(values([2, 1, 4, 2], [0, 10, 1, 12.5, 3, 17.5, 4, 20, 1, -1, 2, -2, 4, -4, 5, -5]));
});

test('resizes images after a colour map', () => {
  const [image] = transform.apply([createImage(2, 2, [10, 20, 30, 255])], over(3, 5)) as RGBAImage[];
  expect(image).toEqual(createImage(3, 5, [10, 20, 30, 255]));
});

test('changes nothing without an image, and nothing at the same size', () => {
  const batch = values([1, 1, 3], [1, 5, 2]);
  expect(transform.apply(batch, perSample)).toBe(batch);
  expect(transform.apply(batch, over(3, 1))).toEqual(batch);
});

test('wants a height and a width', () => {
  expect(() => transform.apply(values([1, 2], [1, 2]), over(3, 3))).toThrow(ShapeError);
});
