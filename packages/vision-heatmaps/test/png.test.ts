import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { FormatError, ShapeError } from 'xai-base';
import { createImage } from '../src';
import { decodePng, encodePng, readPng, writePng } from '../src/png';

test('a round trip changes nothing', () => {
  const side = fc.integer({ min: 1, max: 6 });
  const image = fc.tuple(side, side).chain(([width, height]) =>
    fc.uint8ClampedArray({ minLength: 4 * width * height, maxLength: 4 * width * height }).map((data) => {
      return { width, height, data: new Uint8ClampedArray(data) };
    }),
  );
  fc.assert(fc.property(image, (one) => expect(decodePng(encodePng(one))).toEqual(one)));
});

test('the bytes begin as PNG files do', () => {
  expect([...encodePng(createImage(1, 1)).slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
});

test('writes and reads files', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'png-'));
  try {
    const image = createImage(3, 2, [10, 20, 30, 255]);
    await writePng(image, path.join(folder, 'image.png'));
    expect(await readPng(path.join(folder, 'image.png'))).toEqual(image);
    await expect(readPng(path.join(folder, 'missing.png'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(writePng({ ...image, width: 9 }, path.join(folder, 'image.png'))).rejects.toThrow(ShapeError);
    await expect(writePng(image, path.join(folder, 'none', 'image.png'))).rejects.toMatchObject({ code: 'ENOENT' });
    await mkdir(path.join(folder, 'taken.png'));
    await expect(writePng(image, path.join(folder, 'taken.png'))).rejects.toThrow();
    expect((await readdir(folder)).sort()).toEqual(['image.png', 'taken.png']); // no half of a file is left
    expect(await readPng(path.join(folder, 'image.png'))).toEqual(image);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('bytes that are no PNG file, and images that are none, are errors', () => {
  const bytes = encodePng(createImage(5, 5, [1, 2, 3, 255]));
  expect(() => decodePng(new Uint8Array([1, 2, 3]))).toThrow(FormatError);
  expect(() => decodePng(new Uint8Array())).toThrow(FormatError);
  expect(() => decodePng(bytes.slice(0, 40))).toThrow(FormatError);
  expect(() => decodePng(undefined as unknown as Uint8Array)).toThrow(FormatError);
  expect(() => encodePng({ width: 2, height: 2, data: new Uint8ClampedArray(3) })).toThrow(ShapeError);
});
