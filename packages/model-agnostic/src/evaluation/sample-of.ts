import type { Tensor } from '@tensorflow/tfjs-core';
import { type Sample, sizeOf } from 'xai-base';

/** The samples of a batch, read to the host. */
export async function samplesOf(input: Tensor, { missingValues }: { missingValues?: boolean } = {}): Promise<Sample[]> {
  const values = (await input.data()) as Sample['values'];
  const [batch, ...shape] = input.shape;
  const size = sizeOf(shape);
  const dtype = input.dtype as Sample['dtype'];
  return Array.from({ length: batch }, (_, index) => ({
    values: values.subarray(index * size, (index + 1) * size),
    shape,
    dtype,
    missingValues,
  }));
}
