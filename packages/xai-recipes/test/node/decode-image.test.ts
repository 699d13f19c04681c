import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { ImageFileError, readImage } from '../../src';
import { decodeImage } from '../../src/node/decode-image';
import { diskFiles } from '../../src/node/disk-files';
import { shipped } from '../support/models';
import { temporaryFolder } from '../support/temporary-folder';
import { useCpu } from '../support/use-cpu';

const folder = temporaryFolder();
const file = path.join(folder, 'image');

beforeAll(useCpu);

/** 3 x 2 pixels, the first one of them red, the others white. */
const red = sharp(Buffer.from([255, 0, 0, ...Array(15).fill(255)]), { raw: { width: 3, height: 2, channels: 3 } });

async function read(bytes: Buffer, shape = {}): Promise<{ shape: number[]; values: number[] }> {
  writeFileSync(file, bytes);
  const image = await readImage(diskFiles(), file, { channels: 3, ...shape });
  const values = Array.from(await image.data());
  image.dispose();
  return { shape: image.shape, values };
}

test.each([
  ['png', () => red.clone().png()],
  ['webp', () => red.clone().webp({ lossless: true })],
  ['gif', () => red.clone().gif()],
  ['tiff', () => red.clone().tiff({ compression: 'lzw' })],
  ['palette', () => red.clone().png({ palette: true })],
] as const)('a file of the kind %s', async (_, image) => {
  const { shape, values } = await read(await image().toBuffer());
  expect(shape).toEqual([1, 2, 3, 3]);
  expect(values).toEqual([1, 0, 0, ...Array(15).fill(1)]);
});

test('a JPEG of one colour, and one in gray', async () => {
  const gray = sharp({ create: { width: 16, height: 8, channels: 3, background: { r: 51, g: 51, b: 51 } } });
  for (const jpeg of [gray.clone(), gray.clone().grayscale()]) {
    const { shape, values } = await read(await jpeg.jpeg({ quality: 100 }).toBuffer());
    expect(shape).toEqual([1, 8, 16, 3]);
    for (const value of values) expect(value).toBeCloseTo(0.2, 2);
  }
});

/** Where the first pixel of a file stands when it is held upright. */
const upright = [
  [0, 0],
  [0, 2],
  [1, 2],
  [1, 0],
  [0, 0],
  [0, 1],
  [2, 1],
  [2, 0],
];
const lossless = {
  png: (image: Sharp) => image.png(),
  webp: (image: Sharp) => image.webp({ lossless: true }),
  tiff: (image: Sharp) => image.tiff({ compression: 'none' }),
};

test.each(Object.keys(lossless).flatMap((kind) => upright.map((place, at) => [kind, at + 1, place] as const)))(
  'what the camera says in a %s of its orientation (%i) is heard',
  async (kind, orientation, [row, column]) => {
    const { shape, values } = await read(
      await lossless[kind as 'png'](red.clone()).withMetadata({ orientation }).toBuffer(),
    );
    const [, , width] = shape;
    expect(width).toBe(orientation < 5 ? 3 : 2);
    const greens = values.filter((_, at) => at % 3 === 1);
    expect(greens.filter((green) => green === 0)).toHaveLength(1);
    expect(greens.indexOf(0)).toBe(row * width + column);
  },
);

test('16 bits of a PNG that a camera turned', async () => {
  const levels = [1, 256, 65535];
  const row = sharp(Uint16Array.from(levels), { raw: { width: 3, height: 1, channels: 1 } });
  const bytes = await row.toColourspace('grey16').png().withMetadata({ orientation: 3 }).toBuffer();
  const { values } = await read(bytes, { channels: 1 });
  expect(values).toEqual(levels.reverse().map((value) => expect.closeTo(value / 65535, 7)));
});

test('16 bits of a channel reach the model, at the size of the image and resized', async () => {
  const levels = Array.from({ length: 48 }, (_, at) => 16 * at);
  const ramp = sharp(Uint16Array.from(levels), { raw: { width: 48, height: 1, channels: 1 } });
  const bytes = await ramp.toColourspace('grey16').png().toBuffer();
  const { values } = await read(bytes, { channels: 1 });
  values.forEach((value, at) => {
    expect(value).toBeCloseTo(levels[at] / 65535, 7);
  });
  const larger = await read(bytes, { channels: 1, width: 96 });
  expect(new Set(larger.values).size).toBeGreaterThan(48);
  const color = sharp(Uint16Array.from([1, 256, 65535]), { raw: { width: 1, height: 1, channels: 3 } });
  expect((await read(await color.toColourspace('rgb16').png().toBuffer())).values).toEqual(
    [1, 256, 65535].map((value) => expect.closeTo(value / 65535, 7)),
  );
});

test('resized values are not rounded to 8 bits', async () => {
  const pair = sharp(Buffer.from([0, 1]), { raw: { width: 2, height: 1, channels: 1 } });
  const { values } = await read(await pair.png().toBuffer(), { channels: 1, width: 4 });
  expect(values).toEqual([0, 0.25, 0.75, 1].map((value) => expect.closeTo(value / 255, 7)));
});

test('damaged files and others are told apart', async () => {
  const png = readFileSync(path.join(shipped, 'digits', '9.png'));
  const jpeg = await red.clone().jpeg().toBuffer();
  const cases: [Buffer, RegExp][] = [
    [png.subarray(0, -30), /cannot be read as an image: .*; expected a whole PNG file/],
    [jpeg.subarray(0, 200), /expected a whole JPEG file/],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), /expected a PNG, JPEG, WebP/],
    [Buffer.from(''), /expected a PNG, JPEG, WebP/],
  ];
  for (const [bytes, message] of cases) {
    const error = await decodeImage(bytes, 'photo').catch((reason) => reason);
    expect(error).toBeInstanceOf(ImageFileError);
    expect(error.message).toMatch(message);
  }
});
