import path from 'node:path';
import { createImage } from 'vision-heatmaps';
import { writePng } from 'vision-heatmaps/png';
import {
  type InputShape,
  parseNormalization,
  type ReadImageOptions,
  readImage,
  UsageError,
  useBackend,
} from '../../src';
import { temporaryFolder } from '../support/xai';

const file = path.join(temporaryFolder(), 'image.png');

beforeAll(() => useBackend('wasm'));

/** The values of a picture of one colour and 4 x 2 pixels. */
async function read(
  color: number[],
  shape: InputShape,
  options?: ReadImageOptions,
): Promise<{ shape: number[]; pixel: number[] }> {
  await writePng(createImage(4, 2, color), file);
  const image = await readImage(file, shape, options);
  const values = Array.from(await image.data());
  image.dispose();
  return { shape: image.shape, pixel: values.slice(0, shape.channels) };
}

const close = (values: number[]) => values.map((value) => expect.closeTo(value, 5));

test('colours become what the model takes', async () => {
  expect(await read([255, 0, 51, 255], { channels: 3 })).toEqual({ shape: [1, 2, 4, 3], pixel: close([1, 0, 0.2]) });
  expect((await read([255, 0, 51, 255], { channels: 1 })).pixel).toEqual(close([0.299 + 0.2 * 0.114]));
  expect((await read([255, 0, 51, 102], { channels: 4 })).pixel).toEqual(close([1, 0, 0.2, 0.4]));
});

test('transparent pixels show white paper', async () => {
  expect((await read([0, 0, 0, 0], { channels: 1 })).pixel).toEqual([1]);
  expect((await read([0, 0, 0, 0], { channels: 1 }, { invert: true })).pixel).toEqual([0]);
  expect((await read([0, 0, 0, 102], { channels: 3 })).pixel).toEqual(close([0.6, 0.6, 0.6]));
});

test('the size is changed only where the model asks for it', async () => {
  expect((await read([0, 0, 0, 255], { height: 3, width: 5, channels: 1 })).shape).toEqual([1, 3, 5, 1]);
  expect((await read([0, 0, 0, 255], { height: 7, channels: 1 })).shape).toEqual([1, 7, 4, 1]);
});

test('normalizations', async () => {
  const normalized = async (text: string) =>
    (await read([255, 0, 51, 255], { channels: 3 }, { normalization: parseNormalization(text) })).pixel;
  expect(await normalized('-1,1')).toEqual(close([1, -1, -0.6]));
  expect(await normalized('0,255')).toEqual(close([255, 0, 51]));
  expect(await normalized('0.5/0.25')).toEqual(close([2, -2, -1.2]));
  expect(await normalized('0/1,1/2,0.2/0.1')).toEqual(close([1, -0.5, 0]));
});

test.each(['', '1', '1,1', '2,1', 'a,b', '0/0', '0/1,2', '0,1,2', '0/1/2', '0,Infinity'])(
  '%p is no normalization',
  (text) => {
    expect(() => parseNormalization(text)).toThrow(UsageError);
  },
);
