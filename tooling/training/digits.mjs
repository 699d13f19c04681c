import { mkdirSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { readMnist } from './mnist.mjs';

/** Index 9 of the test set, a nine with a closed loop; of the other classes the first of the test set. */
const folder = new URL('../../packages/xai-cli/models/digits/', import.meta.url);
const test = readMnist('t10k');
mkdirSync(folder, { recursive: true });

for (let digit = 0; digit < 10; digit++) {
  const index = digit === 9 ? 9 : test.labels.indexOf(digit);
  const png = new PNG({ width: 28, height: 28 });
  for (let pixel = 0; pixel < 784; pixel++) {
    const shade = test.images[index * 784 + pixel];
    png.data.set([shade, shade, shade, 255], 4 * pixel);
  }
  writeFileSync(new URL(`${digit}.png`, folder), PNG.sync.write(png, { colorType: 0 }));
  console.log(`${digit}.png is digit ${index} of the test set`);
}
