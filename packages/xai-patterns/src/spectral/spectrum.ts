import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The smallest eigenvalues of a graph's Laplacian, ascending, and their eigenvectors. */
export interface Spectrum {
  readonly values: readonly number[];
  /** One an eigenvalue, with an entry for each node. */
  readonly vectors: readonly Float64Array[];
}

/**
 * The spectrum of the normalized Laplacian `I - D^-1/2 W D^-1/2`: as many eigenvalues are zero as the graph has parts that are not connected, and nearly as
 * many as it has parts that are hardly connected.
 *
 * @param weights symmetric, `[nodes][nodes]`; every node has a neighbour
 * @param count how many eigenvalues are wanted
 * @see U. von Luxburg: A Tutorial on Spectral Clustering (2007)
 */
export function spectrumOf(weights: readonly Float64Array[], count: number): Spectrum {
  const nodes = weights.length;
  const scales = weights.map((row) => 1 / Math.sqrt(row.reduce((sum, weight) => sum + weight, 0)));
  const laplacian = Matrix.zeros(nodes, nodes);
  for (let row = 0; row < nodes; row++) {
    for (let column = 0; column < nodes; column++) {
      const own = row === column ? 1 : 0;
      laplacian.set(row, column, own - scales[row] * weights[row][column] * scales[column]);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(laplacian, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, at) => at).sort((a, b) => realEigenvalues[a] - realEigenvalues[b]);
  const smallest = order.slice(0, count);
  return {
    values: smallest.map((at) => Math.max(0, realEigenvalues[at])), // rounding may make zero a little negative
    vectors: smallest.map((at) => Float64Array.from(eigenvectorMatrix.getColumn(at))),
  };
}
