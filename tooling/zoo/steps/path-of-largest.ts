import type { Tensor } from '@tensorflow/tfjs-core';

/** Where the largest value of the first sample's output is, as an index path into the output without axes of length 1. */
export async function pathOfLargest(output: Tensor): Promise<number[]> {
  const values = await output.data();
  const lengths = output.shape.slice(1).filter((length) => length !== 1);
  const size = lengths.reduce((product, length) => product * length, 1);
  let place = 0;
  for (let index = 1; index < size; index++) if (values[index] > values[place]) place = index;
  const path: number[] = [];
  for (const length of lengths.toReversed()) {
    path.unshift(place % length);
    place = Math.floor(place / length);
  }
  return path.length > 0 ? path : [0];
}
