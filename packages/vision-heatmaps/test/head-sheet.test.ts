import '@tensorflow/tfjs-backend-cpu';
import { ones, randomUniform, sub, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { svgToPixels } from 'svg-png/node';
import { IndexError, ShapeError, ValueError } from 'xai-base';
import { createImage, headSheet, type Sheet } from '../src';

let heads: Tensor;

beforeAll(() => {
  heads = randomUniform([2, 2, 3, 5, 5], 0.1, 1, 'float32', 3);
});

afterAll(() => heads.dispose());

const colorsIn = async (picture: Sheet) => {
  const { data } = await svgToPixels(picture.toSVG(), { scale: 1 });
  const found = new Set<string>();
  for (let at = 0; at < data.length; at += 4) found.add(String(data.slice(at, at + 3)));
  return found;
};

test('a cell for each head of each layer', async () => {
  const matrices = await headSheet(heads, { sample: 1, cellSize: 40 });
  const one = tidy(() => heads.clone());
  const fewer = await headSheet(one, { cellSize: 20, title: 'heads' });
  one.dispose();
  expect(matrices.width - fewer.width).toBeGreaterThan(3 * 20 - 20);
  expect(matrices.height).toBeGreaterThan(2 * 40);
});

test('with a grid it is the map of the patches that a token attends to', async () => {
  const attention = tensor([0.6, 0.1, 0.1, 0.1, 0.1, ...Array<number>(20).fill(0.2)], [1, 1, 1, 5, 5]);
  const colormap = [
    [0, 0, 0],
    [10, 200, 30],
  ] as const;
  const level = await headSheet(attention, { grid: true, token: 0, colormap, range: [0, 0.1] });
  expect(await colorsIn(level)).toContain('10,200,30'); // all four patches at the upper end, the class token is not drawn
  const image = createImage(8, 8, [255, 0, 0, 255]);
  const laid = await headSheet(attention, { grid: [2, 2], image, colormap });
  expect((await colorsIn(laid)).size).toBeGreaterThan(1);
  attention.dispose();
});

test('where some are negative, zero is the middle of the colours', async () => {
  const signed = tidy(() => sub(heads, ones([])));
  const picture = await headSheet(signed, { cellSize: 10 });
  expect([...(await colorsIn(picture))].some((color) => color.startsWith('0,0,'))).toBe(true); // seismic's blue
  signed.dispose();
});

test.each<[string, (given: Tensor) => Promise<unknown>, typeof ShapeError | typeof ValueError, string]>([
  ['heads of another shape', () => headSheet([] as never), ShapeError, '[batch, layers, heads, tokens, tokens]'],
  ['a sample that is not there', (given) => headSheet(given, { sample: 2 }), IndexError as never, 'from 0 to 1'],
  [
    'a token that is not there',
    (given) => headSheet(given, { grid: true, token: 5 }),
    IndexError as never,
    'from 0 to 4',
  ],
  ['more patches than tokens', (given) => headSheet(given, { grid: [3, 3] }), ShapeError, '9 tokens at least'],
  ['an image below matrices', (given) => headSheet(given, { image: createImage(1, 1) }), ValueError, 'expected a grid'],
  ['an option that is none', (given) => headSheet(given, { grd: true } as never), ValueError, 'grid'],
])('%s is an error', async (_, run, type, message) => {
  await expect(run(heads)).rejects.toThrow(type);
  await expect(run(heads)).rejects.toThrow(message);
});
