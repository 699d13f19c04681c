import { createImage } from 'vision-heatmaps';
import { decodePng } from 'vision-heatmaps/png';
import { imageDrawing, svgDrawing } from '../../src/pictures/drawing';
import { compose, line, sizeOf } from '../../src/pictures/svg';

test('pictures keep their size and get a place; nothing changes their colours by night', () => {
  const inner = compose(30, 20, [line('a < b', 1, 2)]).replace('<rect', '<style>@media{}</style><rect');
  const outer = compose(100, 50, [{ svg: inner, x: 5, y: 6 }]);
  expect(sizeOf(outer)).toEqual({ width: 100, height: 50 });
  expect(outer).toContain('<svg x="5" y="6" xmlns');
  expect(outer).toContain('a &lt; b');
  expect(outer).not.toContain('<style>');
});

test('a drawing as pixels, two for each of its units', async () => {
  const { width, height } = decodePng(await svgDrawing(compose(30, 20, [])).png());
  expect([width, height]).toEqual([60, 40]);
});

test('pixels in a drawing', () => {
  const drawing = imageDrawing(createImage(3, 2, [255, 0, 0, 255]));
  expect(sizeOf(drawing.svg())).toEqual({ width: 3, height: 2 });
  expect(drawing.html()).toMatch(/^<img alt="" width="3" height="2" src="data:image\/png;base64,[\w+/=]+">$/);
});
