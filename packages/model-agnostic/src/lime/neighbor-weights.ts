import { type Sample, sizeOf, ValueError, wrongValue } from 'xai-base';
import type { Turn } from '../evaluation/turn';
import { cosineDistance, type Distance, distanceFunction } from './distances';
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
  if (distance === 'cosine' && on === 'features') return cosineDistances({ count, features, data }, turn);
  const between = distanceFunction(distance);
  const first = data.subarray(0, features);
  const input = new Float32Array(sizeOf(sample.shape));
  const row = new Float64Array(features); // the same for all rows: parts of an array take longer to be made than to be filled
  const channels = sample.shape.length === 2 ? sample.shape[1] : 1;
  const distances = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    if (on === 'inputs') {
      await turn();
      write(index, input);
      distances[index] = between(input, sample.values, channels);
      continue;
    }
    if (index % rowsBetweenTurns === 0) await turn();
    for (let feature = 0; feature < features; feature++) row[feature] = data[index * features + feature];
    distances[index] = between(row, first, 1);
  }
  return distances;
}

/** The cosine distances between the features of row 0 and the others: one loop over all of them takes a fifth of a call for each. */
async function cosineDistances(
  { count, features, data }: Pick<Neighbors, 'count' | 'features' | 'data'>,
  turn: Turn,
): Promise<Float64Array> {
  const distances = new Float64Array(count);
  let square = 0; // of row 0
  for (let feature = 0; feature < features; feature++) square += data[feature] * data[feature];
  for (let row = 0, at = 0; row < count; row++) {
    if (row % rowsBetweenTurns === 0) await turn();
    let product = 0;
    let own = 0;
    for (let feature = 0; feature < features; feature++, at++) {
      product += data[at] * data[feature];
      own += data[at] * data[at];
    }
    distances[row] = cosineDistance(product, own, square);
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
  let [others, weight, nearest] = [0, 0, Number.POSITIVE_INFINITY];
  for (let row = 1; row < count; row++) {
    if (isFirst(data, row, features)) continue;
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

/** Whether a row is the same as row 0. */
function isFirst(data: Float64Array, row: number, features: number): boolean {
  for (let feature = 0; feature < features; feature++) {
    if (data[row * features + feature] !== data[feature]) return false;
  }
  return true;
}
