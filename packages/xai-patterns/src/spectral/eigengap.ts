/**
 * How many clusters a spectrum speaks for: those before its largest gap.
 *
 * @param eigenvalues of a Laplacian, ascending
 * @see U. von Luxburg: A Tutorial on Spectral Clustering (2007)
 */
export function eigengap(eigenvalues: readonly number[]): number {
  let [clusters, largest] = [1, 0];
  for (let count = 1; count < eigenvalues.length; count++) {
    const gap = eigenvalues[count] - eigenvalues[count - 1];
    if (gap > largest) [clusters, largest] = [count, gap];
  }
  return clusters;
}
