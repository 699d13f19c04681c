import { RandomStream } from 'xai-base';

/** The random numbers of a sample, by the seed, the metric and the sample's number in its data set: the same in any batch. */
export function sampleStream(seed: number, metric: string, sample: number): RandomStream {
  const key = `${seed}/${metric}/${sample}`;
  return new RandomStream((hash(key, 0x811c9dc5) & 0x1fffff) * 2 ** 32 + hash(key, 0x2f0b4c47));
}

/** FNV-1a, mixed once more at the end, as neighbouring numbers differ in their last letter only. */
function hash(text: string, start: number): number {
  let value = start;
  for (let k = 0; k < text.length; k++) value = Math.imul(value ^ text.charCodeAt(k), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  return (value ^ (value >>> 15)) >>> 0;
}

/** A subset of the numbers below `count`, each of the same chance. */
export function drawSubset(stream: RandomStream, count: number, size: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let k = 0; k < count; k++) numbers[k] = k;
  for (let k = 0; k < size; k++) {
    const other = k + Math.floor(stream.uniform() * (count - k));
    const number = numbers[other];
    numbers[other] = numbers[k];
    numbers[k] = number;
  }
  return numbers.slice(0, size);
}
