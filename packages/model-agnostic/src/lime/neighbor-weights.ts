import { type Sample, sizeOf } from '../perturbation/features';
import { type Distance, distanceFunction } from './distances';
import type { Neighbors } from './neighbors/neighbors';

/** The distance of each neighbour from the sample, row 0. */
export function distancesOf(
  { count, features, data, write }: Neighbors,
  sample: Sample,
  distance: Distance,
  on: 'features' | 'inputs',
): Float64Array {
  const between = distanceFunction(distance);
  const first = data.subarray(0, features);
  const row = new Float32Array(sizeOf(sample.shape));
  const channels = sample.shape.length === 2 ? sample.shape[1] : 1;
  return Float64Array.from({ length: count }, (_, index) => {
    if (on === 'features') return between(data.subarray(index * features, (index + 1) * features), first, 1);
    write(index, row);
    return between(row, sample.values, channels);
  });
}

/** `sqrt(exp(-distance^2 / width^2))` */
export function kernelWeights(distances: Float64Array, width: number): Float64Array {
  return distances.map((distance) => Math.sqrt(Math.exp(-(distance ** 2) / width ** 2)));
}
