import { mkdirSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { readMnist } from './data/mnist.mjs';
import { modelFolder } from './steps/files.mjs';

/** By digit: which of the test set it is. Of the nines the one with a closed loop; else the first that the LeNet reads right. */
const indices = [3, 2, 1, 30, 4, 8, 11, 0, 61, 9];

const folder = modelFolder('digits');
const test = readMnist('t10k');
mkdirSync(folder, { recursive: true });

for (const [digit, index] of indices.entries()) {
  const png = new PNG({ width: 28, height: 28 });
  for (let pixel = 0; pixel < 784; pixel++) {
    const shade = test.images[index * 784 + pixel];
    png.data.set([shade, shade, shade, 255], 4 * pixel);
  }
  writeFileSync(new URL(`${digit}.png`, folder), PNG.sync.write(png, { colorType: 0 }));
  console.log(`${digit}.png is digit ${index} of the test set, a ${test.labels[index]}`);
}
