import type { RandomStream } from 'xai-base';
import type { Turn } from '../evaluation/turn';

/** Rows with a weight each. */
export interface WeightedPoints {
  readonly points: readonly Float64Array[];
  readonly weights: ArrayLike<number>;
}

/** Centres of clusters, the total weight of each (above 0), and the sum of `weight distance^2`. */
export interface Clusters {
  readonly centres: Float64Array[];
  readonly weights: number[];
  readonly error: number;
}

const mostRounds = 100;
const pointsBetweenTurns = 256;

/**
 * Clusters by k-means, from centres of k-means++. Clusters that lose all their points are left out.
 *
 * @param count how many clusters, at most as many as there are points
 * @see D. Arthur, S. Vassilvitskii: k-means++: The Advantages of Careful Seeding (2007)
 */
export async function kMeans(
  { points, weights }: WeightedPoints,
  count: number,
  random: RandomStream,
  turn: Turn,
): Promise<Clusters> {
  let centres = await firstCentres({ points, weights }, count, random, turn);
  const owners = new Int32Array(points.length).fill(-1);
  for (let round = 0; ; round++) {
    const { error, moved } = await assign(points, weights, centres, owners, turn);
    const { means, totals } = meansOf({ points, weights }, owners, centres);
    centres = means;
    if (moved && round < mostRounds) continue;
    return {
      centres: centres.filter((_, index) => totals[index] > 0),
      weights: totals.filter((total) => total > 0),
      error,
    };
  }
}

/** Each centre is drawn with the probability of `weight distance^2` from those before. */
async function firstCentres({ points, weights }: WeightedPoints, count: number, random: RandomStream, turn: Turn) {
  const chances = Float64Array.from(weights);
  const nearest = new Float64Array(points.length).fill(Number.POSITIVE_INFINITY);
  const centres: Float64Array[] = [];
  while (centres.length < count) {
    const centre = points[drawn(chances, random)];
    centres.push(centre);
    for (const [index, point] of points.entries()) {
      if (index % pointsBetweenTurns === 0) await turn();
      nearest[index] = Math.min(nearest[index], squaredDistance(point, centre, nearest[index]));
      chances[index] = weights[index] * nearest[index];
    }
    if (!chances.some((chance) => chance > 0)) break;
  }
  return centres;
}

function drawn(chances: Float64Array, random: RandomStream): number {
  let rest = random.uniform() * chances.reduce((sum, chance) => sum + chance, 0);
  let last = 0;
  for (const [index, chance] of chances.entries()) {
    if (chance <= 0) continue;
    last = index;
    rest -= chance;
    if (rest < 0) break;
  }
  return last;
}

/** Gives each point to the nearest centre. */
async function assign(
  points: readonly Float64Array[],
  weights: ArrayLike<number>,
  centres: readonly Float64Array[],
  owners: Int32Array,
  turn: Turn,
): Promise<{ error: number; moved: boolean }> {
  let [error, moved] = [0, false];
  for (const [index, point] of points.entries()) {
    if (index % pointsBetweenTurns === 0) await turn();
    let [owner, least] = [-1, Number.POSITIVE_INFINITY];
    for (const [at, centre] of centres.entries()) {
      const square = squaredDistance(point, centre, least);
      if (square < least) [owner, least] = [at, square];
    }
    moved ||= owner !== owners[index];
    owners[index] = owner;
    error += weights[index] * least;
  }
  return { error, moved };
}

/** The mean of each cluster, or its centre of before when it has no points; and its weight. */
function meansOf({ points, weights }: WeightedPoints, owners: Int32Array, centres: readonly Float64Array[]) {
  const sums = centres.map((centre) => new Float64Array(centre.length));
  const totals = centres.map(() => 0);
  for (const [index, point] of points.entries()) {
    const sum = sums[owners[index]];
    totals[owners[index]] += weights[index];
    for (let column = 0; column < sum.length; column++) sum[column] += weights[index] * point[column];
  }
  const means = centres.map((centre, index) =>
    totals[index] > 0 ? sums[index].map((sum) => sum / totals[index]) : centre,
  );
  return { means, totals };
}

/** The squared distance, or some of it that is no less than what is of interest. */
function squaredDistance(a: Float64Array, b: Float64Array, interest: number): number {
  let sum = 0;
  for (let i = 0; i < a.length && sum < interest; ) {
    const end = Math.min(i + 8, a.length);
    for (; i < end; i++) {
      const difference = a[i] - b[i];
      sum += difference * difference;
    }
  }
  return sum;
}
