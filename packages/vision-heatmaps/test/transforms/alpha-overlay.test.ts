import { ShapeError, ValueError } from 'xai-base';
import { AlphaOverlay, createImage, type RGBAImage } from '../../src';
import { perSample, values } from '../values-for-tests';

const red = createImage(1, 1, [255, 0, 0, 255]);
const blue = createImage(1, 1, [0, 0, 200, 255]);
const lay = (alpha: number | undefined, heatmaps: RGBAImage[], images: RGBAImage[]) =>
  (new AlphaOverlay(alpha).apply(heatmaps, { ...perSample, images }) as RGBAImage[]).map(({ data }) => [...data]);

test('mixes heatmap and image by alpha, 0.6 by default', () => {
  expect(lay(0, [red], [blue])).toEqual([[0, 0, 200, 255]]);
  expect(lay(1, [red], [blue])).toEqual([[255, 0, 0, 255]]);
  expect(lay(undefined, [red], [blue])).toEqual([[153, 0, 80, 255]]);
});

test('lays sample i over image i, and begins anew when images run out', () => {
  expect(lay(0, [red, red, red, red], [red, blue]).map(([first]) => first)).toEqual([255, 0, 255, 0]);
});

test('changes nothing without an image', () => {
  const heatmaps = [red];
  expect(new AlphaOverlay().apply(heatmaps, perSample)).toBe(heatmaps);
});

test('another size is an error that names the remedy', () => {
  const images = [createImage(2, 2)];
  expect(() => new AlphaOverlay().apply([red], { ...perSample, images })).toThrow(ShapeError);
  expect(() => new AlphaOverlay().apply([red], { ...perSample, images })).toThrow(/put new ResizeToImage\(\) before/);
});

test('values are an error, and so is an alpha outside of 0..1', () => {
  expect(() => new AlphaOverlay().apply(values([1, 1, 1], [1]), { ...perSample, images: [red] })).toThrow(ValueError);
  for (const alpha of [-0.1, 1.1, Number.NaN]) expect(() => new AlphaOverlay(alpha)).toThrow(ValueError);
});
