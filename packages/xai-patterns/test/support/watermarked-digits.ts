import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Digits of MNIST, `[28, 28, 1]` each, some of which carry a watermark. */
export interface WatermarkedDigits {
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
  /** Whether a digit carries it. */
  readonly marked: readonly boolean[];
}

/** Reads digits and plants a watermark, four bright pixels in the upper left corner, in every tenth digit of a class. */
export function watermarkedDigits(folder: string, count: number, markedClass: number): WatermarkedDigits {
  const images = readFileSync(path.join(folder, 't10k-images-idx3-ubyte')).subarray(16);
  const labels = Int32Array.from(readFileSync(path.join(folder, 't10k-labels-idx1-ubyte')).subarray(8, 8 + count));
  const pixels = Float32Array.from(images.subarray(0, 784 * count), (value) => value / 255);
  let seen = 0;
  const marked = Array.from(labels, (label) => label === markedClass && seen++ % 10 === 0);
  marked.forEach((isMarked, digit) => {
    if (isMarked) for (const pixel of [29, 30, 57, 58]) pixels[784 * digit + pixel] = 1;
  });
  return { pixels, labels, marked };
}
