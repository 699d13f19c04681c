import { RandomStream } from 'xai-base';

/** Numbers from 0 to 1 (or around 0), the same for the same seed. */
export function randomValues(count: number, seed: number): Float32Array {
  const stream = new RandomStream(seed);
  return Float32Array.from({ length: count }, () => stream.uniform());
}
