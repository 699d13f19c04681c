import { plotTabular } from 'tabular-heatmaps';
import { plotTimeseries } from 'timeseries-heatmaps';
import { createImage } from 'vision-heatmaps';
import { decodePng } from 'vision-heatmaps/png';
import { compose, sizeOf } from 'xai-recipes';
import { imagePicture, svgPicture } from '../../src/pictures/picture';

test('a drawing as pixels, two for each of its units', async () => {
  const { width, height } = decodePng(await svgPicture(compose(30, 20, [])).png());
  expect([width, height]).toEqual([60, 40]);
});

test('pixels in a drawing', () => {
  const drawing = imagePicture(createImage(3, 2, [255, 0, 0, 255]));
  expect(sizeOf(drawing.svg())).toEqual({ width: 3, height: 2 });
  expect(drawing.html()).toMatch(/^<img alt="" width="3" height="2" src="data:image\/png;base64,[\w+/=]+">$/);
});

test.each([
  ['bands of a series', plotTimeseries([1, 3, 2], [2, -2, 1])],
  ['a coloured series', plotTimeseries([1, 3, 2], [2, -2, 1], { style: 'segments' })],
  ['bars of a row', plotTabular([2, -2, 1])],
])('%s are red and blue as pixels, too', async (_, plot) => {
  const { data } = decodePng(await svgPicture(plot.toSVG()).png());
  const pixels = Array.from({ length: data.length / 4 }, (_, at) => data.subarray(4 * at, 4 * at + 3));
  expect(pixels.some(([red, green, blue]) => red > blue + 100 && red > green + 100)).toBe(true);
  expect(pixels.some(([red, green, blue]) => blue > red + 100 && blue > green + 100)).toBe(true);
});
