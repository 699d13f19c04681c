import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/** A small generator of pseudo-random numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** As many numbers as a tensor of the shape has, in [-1, 1). */
export function numbers(shape: number[], seed: number): number[] {
  const next = random(seed);
  return Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 2 * next() - 1);
}

/** A tensor of such numbers. */
export function randomTensor(shape: number[], seed: number): Tensor {
  return tensor(numbers(shape, seed), shape, 'float32');
}

/** Numbers spread evenly between two bounds in random order: no two are close, none is close to the middle. */
export function spaced(shape: number[], low: number, high: number, seed: number): number[] {
  const count = 2 * Math.ceil(shape.reduce((a, b) => a * b, 1) / 2);
  const next = random(seed);
  const values = Array.from({ length: count }, (_, index) => low + ((high - low) * (index + 0.5)) / count);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [values[last], values[other]] = [values[other], values[last]];
  }
  return values.slice(
    0,
    shape.reduce((a, b) => a * b, 1),
  );
}
