import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What is remembered of a file that a page made: enough to notice that it changed, and blind for what rounding moves. */
export interface Fingerprint {
  /** What has to be the same: the size of a picture, or a digest of a text without its numbers. */
  readonly shape: string;
  /** What has to be about the same: the mean colours of 6 x 6 fields of a picture, or how many numbers a text has, their sum and that of their magnitudes. */
  readonly values: readonly number[];
}

const FIELDS = 6;
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]\d+)?/g;
/** Colours, pictures inside of pictures and names made of digits: no numbers, and what rounding may change. */
const OPAQUE = /#[\da-f]{3,8}\b|data:[^"')\s]*/gi;

/** Of a PNG file its size and the colours of its fields, of any other file its text and numbers. */
export async function fingerprint(file: string): Promise<Fingerprint> {
  if (file.endsWith('.png')) {
    const { readPng } = await import('vision-heatmaps/png'); // after the page, whose own TensorFlow.js is the first
    return ofPicture(await readPng(file));
  }
  const text = readFileSync(file, 'utf8').replaceAll(OPAQUE, '');
  const numbers = [...text.matchAll(NUMBER)].map(([number]) => Number(number));
  const sum = (values: number[]) => Number(values.reduce((total, value) => total + value, 0).toPrecision(6));
  const words = createHash('sha256').update(text.replaceAll(NUMBER, '0')).digest('hex').slice(0, 12);
  return { shape: words, values: [numbers.length, sum(numbers), sum(numbers.map(Math.abs))] };
}

function ofPicture({ width, height, data }: { width: number; height: number; data: ArrayLike<number> }): Fingerprint {
  const sums = new Float64Array(FIELDS * FIELDS * 3);
  const counts = new Float64Array(FIELDS * FIELDS);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const field = Math.floor((y * FIELDS) / height) * FIELDS + Math.floor((x * FIELDS) / width);
      counts[field]++;
      for (let channel = 0; channel < 3; channel++) sums[3 * field + channel] += data[4 * (y * width + x) + channel];
    }
  return {
    shape: `${width} x ${height}`,
    values: Array.from(sums, (sum, at) => Math.round(sum / counts[Math.floor(at / 3)])),
  };
}

/** Whether two files look alike: a mean colour may move by 3 of 255, the sums of numbers by a thousandth. */
export function isLike(a: Fingerprint, b: Fingerprint): boolean {
  const near = (x: number, y: number) => Math.abs(x - y) <= (a.values.length > 3 ? 3 : 1e-3 * Math.abs(y) + 1e-3);
  return (
    a.shape === b.shape &&
    a.values.length === b.values.length &&
    a.values.every((value, at) => near(value, b.values[at]))
  );
}
