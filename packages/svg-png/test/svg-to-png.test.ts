import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { element, escapeText, FONT_FAMILY, textWidth } from 'svg-plots';
import { svgToPixels, svgToPng } from 'svg-png/node';
import { FormatError, ValueError } from 'xai-base';
import * as anywhere from '../src';

const thai = new Uint8Array(
  readFileSync(require.resolve('@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf')),
);
const svgOf = (width: number, height: number, ...drawn: string[]) =>
  element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, 'font-family': FONT_FAMILY }, ...drawn);
const words = (text: string, more: Record<string, string | number> = {}) =>
  element('text', { x: 30, y: 40, 'font-size': 20, ...more }, escapeText(text));
const drawn = async (text: string, fonts?: Uint8Array[]) =>
  (await svgToPixels(svgOf(120, 60, words(text)), { scale: 1, ...(fonts && { fonts }) })).data.join();

test('the same bytes each time, also of pictures that are made at once', async () => {
  const svg = svgOf(120, 60, words('Why a 9?'));
  const [one, ...others] = await Promise.all([1, 2, 3].map(() => svgToPng(svg)));
  for (const other of others) expect(Buffer.compare(one, other)).toBe(0);
});

test.each([
  ['Latin', 'ß', 'ø'],
  ['Greek', 'Ω', 'λ'],
  ['Cyrillic', 'Я', 'ж'],
  ['Armenian', 'Հ', 'ա'],
  ['Georgian', 'ქ', 'ა'],
  ['Hebrew', 'ע', 'ב'],
  ['Arabic', 'ع', 'م'],
  ['signs', '→', '≤'],
])('%s letters are drawn, each as itself', async (_, one, other) => {
  const [blank, box] = [await drawn(' '), await drawn('\ue123')];
  const pictures = [await drawn(one), await drawn(other)];
  expect(new Set([blank, box, ...pictures]).size).toBe(4);
});

test('letters that the font lacks are boxes, until a font that has them is given', async () => {
  const box = await drawn('\ue123');
  expect(await drawn('ก')).toBe(box);
  expect(await drawn('ข')).toBe(box);
  const pictures = [await drawn('ก', [thai]), await drawn('ข', [thai])];
  expect(new Set([box, await drawn(' '), ...pictures]).size).toBe(4);
  expect(await drawn('Ω', [thai])).toBe(await drawn('Ω')); // and nothing else changes
});

test('whatever family is asked for, the font is the one that is given', async () => {
  const asked = (family: string) => svgToPng(svgOf(120, 60, words('Wim', { 'font-family': family })));
  const [first, ...others] = await Promise.all(['sans-serif', 'Liberation Serif', 'Courier'].map(asked));
  for (const other of others) expect(Buffer.compare(first, other)).toBe(0);
  expect(Buffer.compare(first, await svgToPng(svgOf(120, 60, words('Wim', { 'font-weight': 'bold' }))))).not.toBe(0);
});

test('texts are no wider than they are estimated to be', async () => {
  const letters = fc.constantFrom(...'iIlMmWw@%_aéßΩλЯжщ漢 .,:→0149');
  const text = fc.array(letters, { minLength: 1, maxLength: 12 }).map((all) => all.join('').trim());
  await fc.assert(
    fc.asyncProperty(text, async (said) => {
      const width = Math.ceil(textWidth(said, 20));
      const { data } = await svgToPixels(svgOf(width + 60, 60, words(said)), { scale: 1 });
      for (
        let x = 0;
        x < 29;
        x++ // what is beyond the estimate, and before the beginning
      )
        for (let y = 0; y < 60; y++)
          for (const at of [x, width + 59 - x]) expect(data[4 * (y * (width + 60) + at)]).toBe(255);
    }),
    { numRuns: 60 },
  );
});

test('a pixel of an image is a square of pixels', async () => {
  const values = [255, 0, 0, 0, 255, 0, 0, 0, 255, 20, 40, 60];
  const rects = [0, 1, 2, 3].map((at) =>
    element('rect', { x: at % 2, y: at >> 1, width: 1, height: 1, fill: `rgb(${values.slice(3 * at, 3 * at + 3)})` }),
  );
  const png = await svgToPng(svgOf(2, 2, ...rects), { scale: 1 });
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const image = element('image', { x: 1, y: 1, width: 6, height: 6, 'image-rendering': 'pixelated', href });
  const { width, data } = await svgToPixels(svgOf(8, 8, image), { scale: 2 });
  expect(width).toBe(16);
  for (let y = 0; y < 12; y++)
    for (let x = 0; x < 12; x++) {
      const at = 4 * ((y + 2) * 16 + x + 2);
      const from = 3 * (2 * Math.floor(y / 6) + Math.floor(x / 6));
      expect([...data.slice(at, at + 3)]).toEqual(values.slice(from, from + 3));
    }
});

test('the ground is white, another colour, or none; transparent colours keep their colour', async () => {
  const half = svgOf(1, 1, element('rect', { width: 1, height: 1, fill: 'red', 'fill-opacity': 0.5 }));
  const pixel = async (options: object) => [...(await svgToPixels(half, { scale: 1, ...options })).data];
  expect(await pixel({})).toEqual([255, 127, 127, 255]);
  expect(await pixel({ background: 'black' })).toEqual([128, 0, 0, 255]);
  expect(await pixel({ background: 'none' })).toEqual([255, 0, 0, 128]);
});

test('nothing outside of the picture is loaded', async () => {
  const blank = await svgToPng(svgOf(8, 8));
  for (const href of ['/etc/hostname', 'file:///etc/hostname', 'https://example.org/a.png'])
    expect(Buffer.compare(await svgToPng(svgOf(8, 8, element('image', { width: 8, height: 8, href }))), blank)).toBe(0);
});

test.each<[string, unknown, object, RegExp]>([
  ['no SVG', 3, {}, /svg is 3; expected the text of an SVG/],
  ['no markup', 'words', {}, /svg cannot be read \(.*\); expected the text of an SVG/],
  ['a scale that is none', svgOf(1, 1), { scale: 0 }, /scale is 0; expected a positive number/],
  ['a ground that is none', svgOf(1, 1), { background: 3 }, /background is 3; expected a colour/],
  ['too many pixels', svgOf(9000, 9000), {}, /An SVG of 9000 x 9000 was to be drawn at scale 2; expected/],
  ['a misspelt option', svgOf(1, 1), { skale: 2 }, /svgToPng has no option "skale"; did you mean scale/],
  [
    'a font that is none',
    svgOf(1, 1),
    { fonts: [new Uint8Array(9)] },
    /fonts\[0\] is .*; expected a list of the bytes/,
  ],
])('%s', async (_, svg, options, message) => {
  await expect(svgToPng(svg as string, options)).rejects.toThrow(message);
});

test('without a module or a font nothing can be drawn', async () => {
  const svg = svgOf(1, 1);
  await expect(anywhere.svgToPng(svg, { fonts: [thai] } as never)).rejects.toThrow(/wasm is undefined; expected/);
  await expect(anywhere.svgToPng(svg, { wasm: new Uint8Array(1), fonts: [] })).rejects.toThrow(ValueError);
  await expect(svgToPng('<svg')).rejects.toThrow(FormatError);
});
