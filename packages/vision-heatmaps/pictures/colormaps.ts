import path from 'node:path';
import { colorAt, colormapNames, colormapTable, createImage, type RGBAImage, sheet } from '../src';
import { writePng } from '../src/png';

const WIDTH = 448;
const HEIGHT = 18;

/** A colour map from its low end on the left to its high end. */
function strip(name: string): RGBAImage {
  const image = createImage(WIDTH, HEIGHT);
  for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
    const color = colorAt(colormapTable(name), (pixel % WIDTH) / (WIDTH - 1));
    image.data.set([...color, 255], 4 * pixel);
  }
  return image;
}

const names = colormapNames();
const cells = names.map((name) => [strip(name)]);
const picture = sheet({ rows: names, columns: [''], cells, cellSize: { width: WIDTH, height: HEIGHT } });
await writePng(picture, path.join(import.meta.dirname, 'colormaps.png'));
