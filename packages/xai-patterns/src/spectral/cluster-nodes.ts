import { kmeans } from 'ml-kmeans';
import { unit } from '../maps/vectors';
import type { Spectrum } from './spectrum';

/**
 * The cluster of each node: k-means on the first eigenvectors, each node's entries scaled to length 1. Clusters are numbered by their size, the largest 0.
 *
 * @param clusters how many
 * @param seed of the first centres
 * @see A. Y. Ng, M. I. Jordan, Y. Weiss: On Spectral Clustering: Analysis and an Algorithm (2002)
 */
export function clusterNodes({ vectors }: Spectrum, clusters: number, seed: number): number[] {
  const nodes = vectors[0].length;
  if (clusters === 1) return new Array<number>(nodes).fill(0);
  const points = Array.from({ length: nodes }, (_, node) =>
    Array.from(unit(vectors.slice(0, clusters).map((vector) => vector[node]))),
  );
  const { clusters: found } = kmeans(points, clusters, { seed, initialization: 'kmeans++' });
  const sizes = Array.from({ length: clusters }, (_, cluster) => found.filter((one) => one === cluster).length);
  const bySize = sizes.map((_, cluster) => cluster).sort((a, b) => sizes[b] - sizes[a]);
  return found.map((cluster) => bySize.indexOf(cluster));
}
