import { type Sample, sizeOf, ValueError, wrongValue } from 'xai-base';
import type { Turn } from '../evaluation/turn';
import { type Distance, distanceFunction } from './distances';
import type { Neighbors } from './neighbors/neighbors';

const rowsBetweenTurns = 64; // of features; inputs may be large, and dynamic time warping is slow

/** The distance of each neighbour from the sample, row 0. */
export async function distancesOf(
  { count, features, data, write }: Neighbors,
  sample: Sample,
  distance: Distance,
  on: 'features' | 'inputs',
  turn: Turn,
): Promise<Float64Array> {
  const between = distanceFunction(distance);
  const first = data.subarray(0, features);
  const row = new Float32Array(sizeOf(sample.shape));
  const channels = sample.shape.length === 2 ? sample.shape[1] : 1;
  const distances = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    if (on === 'inputs' || index % rowsBetweenTurns === 0) await turn();
    if (on === 'inputs') write(index, row);
    distances[index] =
      on === 'inputs'
        ? between(row, sample.values, channels)
        : between(data.subarray(index * features, (index + 1) * features), first, 1);
  }
  return distances;
}

/** The median of the distances above 0: a width at which about half of the neighbours count. 1 where there is none. */
export function medianDistance(distances: Float64Array): number {
  const sorted = distances.filter((distance) => distance > 0).sort();
  return sorted.length === 0 ? 1 : sorted[sorted.length >> 1];
}

/** `sqrt(exp(-distance^2 / width^2))` */
export function kernelWeights(distances: Float64Array, width: number): Float64Array {
  return distances.map((distance) => Math.exp(-0.5 * (distance / width) ** 2));
}

/** Below this share of the penalty, the neighbours' weight leaves less than a thousandth of a coefficient. */
const leastShare = 1e-3;

/**
 * Checks that a fit can say something: that there are neighbours other than the sample, and that they have weight.
 *
 * @throws {ValueError} naming the samples or the width of the kernel
 */
export function checkWeights(
  { count, features, data }: Neighbors,
  { weights, distances }: { weights: Float64Array; distances: Float64Array },
  { kernelWidth, regularization }: { kernelWidth: number; regularization: number },
): void {
  const first = data.subarray(0, features);
  let [others, weight, nearest] = [0, 0, Number.POSITIVE_INFINITY];
  for (let row = 1; row < count; row++) {
    if (first.every((value, feature) => data[row * features + feature] === value)) continue;
    others++;
    weight += weights[row];
    nearest = Math.min(nearest, distances[row]);
  }
  if (others === 0) throw wrongValue('samples', count, 'so many that a neighbour differs from the sample');
  if (weight > 0 && weight >= leastShare * regularization) return;
  const expected = `about the neighbours' distance, such as ${medianDistance(distances).toPrecision(3)}`;
  const message =
    `kernelWidth is ${kernelWidth}, under which neighbours that are ${nearest.toPrecision(3)} away or more ` +
    `weigh ${weight.toPrecision(3)} together, which says nothing; expected ${expected}.`;
  throw new ValueError(message, { argument: 'kernelWidth', value: kernelWidth, expected });
}
