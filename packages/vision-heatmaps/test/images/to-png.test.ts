import fc from 'fast-check';
import { ShapeError } from 'xai-base';
import { createImage, toPng } from '../../src';
import { decodePng } from '../../src/png';

test('what is read again are the same pixels', () => {
  const side = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(side, side, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (width, height, values) => {
      const image = createImage(width, height);
      for (let at = 0; at < image.data.length; at++) image.data[at] = values.next().value;
      const read = decodePng(toPng(image));
      expect([read.width, read.height, ...read.data]).toEqual([width, height, ...image.data]);
    }),
  );
});

test('an image whose data does not fit its sides is an error', () => {
  expect(() => toPng({ width: 2, height: 2, data: new Uint8ClampedArray(3) })).toThrow(ShapeError);
});
