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
