import { checkKeys, checkPositiveInteger, RandomStream, throwIfAborted, wrongValue, yieldToEventLoop } from 'xai-base';
import { pooling } from './maps/pooling';
import { type Explained, type MapOptions, readMaps } from './maps/read-maps';
import { byLikeness, meanOf, unit } from './maps/vectors';
import { clusterNodes } from './spectral/cluster-nodes';
import { eigengap } from './spectral/eigengap';
import { neighborGraph } from './spectral/neighbor-graph';
import { spectrumOf } from './spectral/spectrum';

/** Options of {@link spectralRelevance}. */
export interface SpectralOptions extends MapOptions {
  /** How many of the nearest explanations count as neighbours; if left out 10, of fewer than 40 explanations a quarter of them. */
  readonly neighbors?: number;
  /** How many clusters; left out, as many as the largest gap of the eigenvalues speaks for. */
  readonly clusters?: number;
  /** How many eigenvalues are looked at, and so how many clusters there may be at most, less one; 10 if left out. */
  readonly eigenvalues?: number;
  /** Maps are pooled to a grid of so many cells a side before they are compared; 16 if left out. */
  readonly size?: number;
  /** Of the first centres of k-means. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

const known = ['channels', 'neighbors', 'clusters', 'eigenvalues', 'size', 'seed', 'signal'];

/** What {@link spectralRelevance} finds. */
export interface SpectralRelevance {
  /** The smallest eigenvalues of the graph of neighbours, ascending; each that is nearly zero is a part of its own. */
  readonly eigenvalues: readonly number[];
  /** How many strategies the eigenvalues speak for: those before their largest gap. */
  readonly strategies: number;
  /** The samples of each cluster, the most typical first; the largest cluster first. */
  readonly clusters: readonly (readonly number[])[];
  /** The cluster of each sample. */
  readonly clusterOf: readonly number[];
  /** A place in the plane for each sample, those with like explanations near each other: its entries in the second and third eigenvector. */
  readonly layout: readonly (readonly [x: number, y: number])[];
  readonly seed: number;
}

/** The time of the decomposition grows with the cube, its memory with the square of the samples. */
const MOST_SAMPLES = 2000;

/**
 * Whether a model decides a class by more than one strategy, and which samples each concerns: spectral relevance analysis. Explanations are pooled, scaled to
 * length 1 and joined to their nearest neighbours; the eigenvalues of that graph say into how many parts it falls, and spectral clustering which ones. A small
 * cluster of its own is often what the model has learnt to cheat with: a watermark, a frame, a background. Look at the samples of each cluster.
 *
 * @param explanations of samples of one class, `val` `[samples, ...]`; 3 to 2000 samples in all. They stay the caller's
 * @throws {ShapeError} for explanations of different shapes
 * @throws {ValueError} for too few or too many samples, values that are not finite, an option that does not exist or is none
 * @throws {AbortError} when the signal fires
 * @see S. Lapuschkin et al.: Unmasking Clever Hans Predictors and Assessing What Machines Really Learn (2019)
 *
 * @example
 * ```ts
 * const val = tf.tensor2d([[1, 0, 0], [0.9, 0.1, 0], [1, 0.1, 0], [0, 0, 1], [0, 0.1, 0.9]]);
 * const { strategies, clusters } = await spectralRelevance([{ val }], { neighbors: 1, seed: 1 });
 * strategies; // => 2
 * clusters.map((samples) => samples.toSorted()); // => [[0, 1, 2], [3, 4]]
 * ```
 */
export async function spectralRelevance(
  explanations: readonly Explained[],
  options: SpectralOptions = {},
): Promise<SpectralRelevance> {
  checkKeys(options, known, 'spectralRelevance');
  const { neighbors, clusters: wanted, eigenvalues = 10, size = 16, channels, signal } = options;
  for (const [name, value] of Object.entries({ neighbors: neighbors ?? 1, eigenvalues, size, clusters: wanted ?? 1 }))
    checkPositiveInteger(name, value);
  throwIfAborted(signal);
  const { rows, shape } = await readMaps(explanations);
  checkCount(rows.length);
  if (wanted !== undefined && wanted >= Math.min(eigenvalues + 1, rows.length))
    throw wrongValue(
      'clusters',
      wanted,
      `fewer than the ${rows.length} samples, and no more than eigenvalues, ${eigenvalues}`,
    );
  const random = new RandomStream(options.seed);
  const vectors = rows.map(pooling(shape, size, channels)).map(unit);
  await yieldToEventLoop();
  throwIfAborted(signal);
  const graph = neighborGraph(vectors, Math.min(neighbors ?? usualNeighbors(rows.length), rows.length - 1));
  await yieldToEventLoop();
  throwIfAborted(signal);
  const spectrum = spectrumOf(graph, Math.min(rows.length, Math.max(eigenvalues, 3)));
  const values = spectrum.values.slice(0, eigenvalues);
  const strategies = eigengap(values);
  const count = wanted ?? strategies;
  const clusterOf = clusterNodes(spectrum, count, random.seed);
  const clusters = Array.from({ length: count }, (_, cluster) => {
    const members = Array.from(clusterOf.keys()).filter((sample) => clusterOf[sample] === cluster);
    return byLikeness(vectors, members, meanOf(members.map((sample) => vectors[sample])));
  });
  const [, second, third] = spectrum.vectors;
  const layout = rows.map((_, sample) => [second[sample], third[sample]] as const);
  return { eigenvalues: values, strategies, clusters, clusterOf, layout, seed: random.seed };
}

/** Of few samples fewer: where all are neighbours of all, they cannot fall into parts. */
function usualNeighbors(samples: number): number {
  return Math.min(10, Math.max(2, Math.floor(samples / 4)));
}

function checkCount(samples: number): void {
  if (samples >= 3 && samples <= MOST_SAMPLES) return;
  throw wrongValue('The number of samples', samples, `3 to ${MOST_SAMPLES}; of more, take some by chance`);
}
