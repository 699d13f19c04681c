import { deflateSync } from 'node:zlib';
import { assert, constantFrom, integer, property, tuple } from 'fast-check';
import { FormatError, ValueError } from 'xai-base';
import { createImage } from '../../src';
import { decodePng, decodePngValues, encodePng } from '../../src/png';
import { header, type PngParts, pngFile } from './png-for-tests';

/** Lines of a gray image, each behind the filter that changes nothing. */
function lines(width: number, height: number, bits: number, shade: (x: number, y: number) => number): Uint8Array {
  const line = 1 + Math.ceil((width * bits) / 8);
  const bytes = new Uint8Array(line * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let bit = 0; bit < bits; bit++) {
        const place = x * bits + bit;
        const isSet = (shade(x, y) >> (bits - 1 - bit)) & 1;
        bytes[y * line + 1 + (place >> 3)] |= isSet << (7 - (place & 7));
      }
  return bytes;
}

/** The most memory that the process has held, in megabytes. */
const peak = () => process.resourceUsage().maxRSS / 1024;

describe('sizes that the file cannot have', () => {
  const claims: [string, PngParts][] = [
    ['the largest sides', { width: 2147483647, height: 2147483647, colorType: 6 }],
    ['sides beyond those of the format', { width: 0xffffffff, height: 0xffffffff, colorType: 6, bitDepth: 16 }],
    ['30000 x 30000 in 18 bytes', { width: 30000, height: 30000, colorType: 6, compressed: new Uint8Array(18) }],
    ['60000 x 60000 of one bit', { width: 60000, height: 60000, bitDepth: 1, compressed: new Uint8Array(1e6) }],
    ['4000 x 4000 in 18 bytes', { width: 4000, height: 4000, colorType: 6, compressed: new Uint8Array(18) }],
    ['one line', { width: 33_000_000, height: 1, bitDepth: 16, colorType: 6, compressed: new Uint8Array(3e5) }],
    [
      '4000 x 4000, interlaced, in 18 bytes',
      { width: 4000, height: 4000, interlace: 1, compressed: new Uint8Array(18) },
    ],
    ['no width', { width: 0, height: 5 }],
    ['no height', { width: 5, height: 0 }],
  ];

  test.each(claims)('%s: an error, before memory is taken', (_, parts) => {
    const file = pngFile(parts);
    const before = peak();
    for (const read of [decodePng, decodePngValues]) expect(() => read(file)).toThrow(FormatError);
    expect(peak() - before).toBeLessThan(100);
  });

  test('a limit of pixels is stated, and can be set', () => {
    const file = encodePng(createImage(20, 10));
    expect(() => decodePng(file, { maxPixels: 199 })).toThrow(
      'an image of 20 x 10 pixels; expected at most 199 pixels (maxPixels)',
    );
    expect(decodePng(file, { maxPixels: 200 }).width).toBe(20);
    expect(() => decodePng(pngFile({ width: 5792, height: 5792 }))).toThrow('its 8 bytes of pixels cannot hold');
    expect(() => decodePng(pngFile({ width: 5793, height: 5793 }))).toThrow('at most 33554432 pixels');
    expect(() => decodePng(file, { maxPixels: 0 })).toThrow(ValueError);
    expect(() => decodePng(file, { maxpixels: 3 } as never)).toThrow('did you mean maxPixels');
  });

  test('the best that deflate does is decoded', () => {
    const [width, height] = [1200, 1000];
    const file = pngFile({ width, height, lines: new Uint8Array((width + 1) * height) });
    expect(file.length).toBeLessThan(1400); // 1000 : 1
    expect(decodePng(file).height).toBe(height);
  });

  test('a little more than deflate can do at best is an error', () => {
    const [width, height, compressed] = [1500, 1000, new Uint8Array(1454)]; // 1 501 000 bytes of lines, 1032.3 : 1
    expect(() => decodePng(pngFile({ width, height, compressed }))).toThrow(
      'its 1454 bytes of pixels cannot hold 1500 x 1000',
    );
    const enough = new Uint8Array(1455); // which are no pixels either, but could be
    expect(() => decodePng(pngFile({ width, height, compressed: enough }))).toThrow(/damaged PNG file \((?!its)/);
  });

  test('pixels that cannot be unpacked, or are too few, are errors, not what is found in memory', () => {
    const all = lines(60, 50, 8, (x, y) => (x * x * y) % 251);
    const whole = deflateSync(all);
    const read = (compressed: Uint8Array) => decodePng(pngFile({ width: 60, height: 50, compressed }));
    expect(read(whole).height).toBe(50);
    for (let at = 0; at < whole.length; at += 97) {
      const damaged = whole.slice();
      damaged[at] ^= 0xff;
      for (const bytes of [damaged, whole.slice(0, at)]) expect(() => read(bytes)).toThrow(FormatError);
    }
    expect(() => read(deflateSync(all.subarray(61)))).toThrow('it holds 2989 bytes of pixels, which should be 3050');
    expect(() => read(Uint8Array.from({ length: 800 }, (_, at) => 7 * at))).toThrow(FormatError);
  });

  test('pixels that unpack to more than the image holds are an error where they would all be unpacked', () => {
    const bomb = deflateSync(new Uint8Array(50_000_000));
    const before = peak();
    expect(() => decodePng(pngFile({ width: 4, height: 4, interlace: 1, compressed: bomb }))).toThrow(
      /larger than \d+ bytes/,
    );
    expect(peak() - before).toBeLessThan(100);
  });

  test('a second header counts as damage, wherever it stands', () => {
    const second = header({ width: 30000, height: 30000 });
    const file = pngFile({ width: 2, height: 1, lines: lines(2, 1, 8, () => 7), more: [second] });
    expect(() => decodePng(file)).toThrow('it has two headers');
  });
});

test.each<[string, unknown, RegExp]>([
  [
    'something with a length',
    { length: 1e9 },
    /The bytes are an object with the keys length; expected the bytes of a PNG/,
  ],
  ['a number', 1e9, /The bytes are 1000000000; expected the bytes/],
  ['an array of bytes', [137, 80, 78, 71], /\[137, 80, 78, 71\]/],
  ['another file', new Uint8Array([0xff, 0xd8, 0xff]), /3 bytes that do not begin as a PNG file; expected a PNG file/],
  ['a signature alone', encodePng(createImage(1, 1)).slice(0, 8), /a damaged PNG file \(it has no header\)/],
  ['half a header', encodePng(createImage(1, 1)).slice(0, 20), /it has no header/],
  [
    'a file without its end',
    encodePng(createImage(9, 9, [1, 2, 3, 4])).slice(0, 45),
    /damaged PNG file .*; expected a whole one/,
  ],
  ['bits that there are not', pngFile({ width: 1, height: 1, bitDepth: 3 }), /it has 3 bits in colour type 0/],
  ['colours that there are not', pngFile({ width: 1, height: 1, colorType: 5 }), /8 bits in colour type 5/],
])('%s: a typed error', (_, bytes, message) => {
  for (const read of [decodePng, decodePngValues]) {
    expect(() => read(bytes as Uint8Array)).toThrow(FormatError);
    expect(() => read(bytes as Uint8Array)).toThrow(message);
  }
});

test('damaged anywhere, a file is decoded or is a typed error', () => {
  const whole = encodePng({ width: 5, height: 4, data: new Uint8ClampedArray(80).map((_, at) => 3 * at) });
  const mutants = tuple(
    integer({ min: 0, max: whole.length - 1 }),
    integer({ min: 0, max: 255 }),
    constantFrom(true, false),
  );
  assert(
    property(mutants, ([at, byte, isCut]) => {
      const bytes = isCut ? whole.slice(0, at) : whole.slice();
      if (!isCut) bytes[at] = byte;
      try {
        expect(decodePng(bytes).data.length).toBe(80);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }),
    { numRuns: 400 },
  );
});

describe('values', () => {
  test('a ramp of 48 levels of an X-ray in 12 of 16 bits keeps its 48 levels', () => {
    const level = (x: number) => 85 * x; // 0 to 3995
    const file = pngFile({ width: 48, height: 2, bitDepth: 16, lines: lines(48, 2, 16, level) });
    const { width, height, bitDepth, values } = decodePngValues(file);
    expect([width, height, bitDepth]).toEqual([48, 2, 16]);
    const levels = Array.from({ length: 48 }, (_, x) => Math.fround(level(x) / 65535));
    expect(Array.from(values).filter((_, at) => at % 4 === 0)).toEqual([...levels, ...levels]);
    expect(new Set(decodePng(file).data.filter((_, at) => at % 4 === 0)).size).toBeLessThan(20); // of what is left in 8 bits
    expect(values[3]).toBe(1); // opaque
  });

  test('every value of 16 bits is told from every other', () => {
    const file = pngFile({ width: 256, height: 256, bitDepth: 16, lines: lines(256, 256, 16, (x, y) => 256 * y + x) });
    const { values } = decodePngValues(file);
    for (let value = 0; value < 65536; value++)
      if (Math.round(values[4 * value] * 65535) !== value) throw new Error(`${value}`);
  });

  test('colours of 16 bits with alpha', () => {
    const lineOf = Uint8Array.of(0, 0x01, 0x02, 0x80, 0x00, 0xff, 0xff, 0x00, 0x07);
    const { values } = decodePngValues(pngFile({ width: 1, height: 1, bitDepth: 16, colorType: 6, lines: lineOf }));
    expect(Array.from(values)).toEqual([0x0102, 0x8000, 0xffff, 7].map((value) => Math.fround(value / 65535)));
  });

  test.each([1, 2, 4, 8])('of %d bits are fractions of the largest one, in both ways', (bits) => {
    const largest = 2 ** bits - 1;
    const file = pngFile({
      width: 7,
      height: 3,
      bitDepth: bits,
      lines: lines(7, 3, bits, (x, y) => (3 * x + 5 * y) % (largest + 1)),
    });
    const { values, bitDepth } = decodePngValues(file);
    const { data } = decodePng(file);
    expect(bitDepth).toBe(8);
    for (let pixel = 0; pixel < 21; pixel++) {
      const value = (3 * (pixel % 7) + 5 * Math.floor(pixel / 7)) % (largest + 1);
      expect(values[4 * pixel]).toBeCloseTo(value / largest, 6);
      expect(data[4 * pixel]).toBe((255 * value) / largest);
    }
  });

  test('are those of the image', () => {
    const image = { width: 2, height: 1, data: new Uint8ClampedArray([0, 51, 255, 255, 102, 153, 204, 51]) };
    const { values } = decodePngValues(encodePng(image));
    expect(Array.from(values, (value) => Math.round(255 * value))).toEqual([...image.data]);
  });

  test('a part of a larger buffer is read like a buffer of its own', () => {
    const file = encodePng(createImage(2, 2, [9, 8, 7, 255]));
    const larger = new Uint8Array(file.length + 20).fill(5);
    larger.set(file, 13);
    expect(decodePng(larger.subarray(13, 13 + file.length)).data).toEqual(createImage(2, 2, [9, 8, 7, 255]).data);
  });
});
